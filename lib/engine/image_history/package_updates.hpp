#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/engine/image_history/shell_words.hpp"

namespace plimsoll::engine {

/// "apt-get update", if package lists are refreshed and nothing is installed: the layer is cached, and what a later
/// step installs is old.
[[nodiscard]] std::optional<std::string> update_without_install(const std::vector<Pipeline>& script);

}  // namespace plimsoll::engine
