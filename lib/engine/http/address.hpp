#pragma once

#include <string>

#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// `path` if a Unix socket address can hold it.
[[nodiscard]] Result<std::string> checked_socket_path(std::string path);

}  // namespace plimsoll::engine
