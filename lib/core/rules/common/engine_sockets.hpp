#pragma once

#include <string_view>

#include "plimsoll/facts.hpp"

namespace plimsoll {

/// Whether a mount of the canonical host path is, or holds, a socket that commands a container engine or runtime.
[[nodiscard]] bool reaches_engine_socket(std::string_view path, const EngineFacts& engine);

/// Whether it is such a socket, not a directory above one.
[[nodiscard]] bool is_engine_socket(std::string_view path, const EngineFacts& engine);

}  // namespace plimsoll
