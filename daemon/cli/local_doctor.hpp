#pragma once

/// The checks of `plimsoll doctor` where no daemon answers: made here, with the permissions of the caller.

#include <string>

#include "daemon/cli/commands.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::cli {

struct LocalDoctor {
  std::string document;  ///< plimsoll.doctor/v1
  bool engine_answers = false;
};

/// `why_no_daemon` becomes the check `daemon`. Reads configuration, policy, engine and host.
[[nodiscard]] LocalDoctor examine_here(const Error& why_no_daemon, Invocation& invocation);

}  // namespace plimsoll::cli
