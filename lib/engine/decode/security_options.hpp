#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/facts.hpp"

namespace plimsoll::engine {

/// `HostConfig.SecurityOpt` in every spelling that Docker 20.10 to 29 and Podman accept. Nothing if it holds a value
/// that no engine would have accepted. Options that no rule reads are left out.
[[nodiscard]] std::optional<SecurityOptions> parse_security_options(const std::vector<std::string>& options);

/// `SecurityOptions` of `GET /info`: "name=seccomp,profile=default".
[[nodiscard]] EngineSecurity parse_engine_security(const std::vector<std::string>& options);

}  // namespace plimsoll::engine
