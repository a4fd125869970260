#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

/// "curl | sh", if what is downloaded is run unseen.
[[nodiscard]] std::optional<std::string> download_run_unseen(std::string_view script);

}  // namespace plimsoll::engine
