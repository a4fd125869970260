#pragma once

/// The command line of plimsolld.

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "lib/config/config.hpp"

namespace CLI {
class App;
}

namespace plimsoll {

struct Options {
  std::optional<std::string> config_file;
  std::map<const ConfigOption*, std::string> flags;
  bool check_config = false;
  std::chrono::seconds wait_for_fix{0};  ///< how long a start or a check that fails is tried again
};

/// Adds every option: for main(), and for the man page and the completions. `options` outlives `cli`.
void add_options(CLI::App& cli, Options& options);

}  // namespace plimsoll
