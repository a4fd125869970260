#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::engine {

/// Whether a variable of this name holds a secret, by the words in it: DB_PASSWORD and apiToken, not KEYBOARD,
/// PUBLIC_KEY or DB_PASSWORD_FILE.
[[nodiscard]] bool looks_like_a_secret(std::string_view name);

/// Of an environment, "NAME=value" each, the names that look like secrets and are not empty. No value gets any further.
[[nodiscard]] std::vector<std::string> secret_names(const std::vector<std::string>& environment);

}  // namespace plimsoll::engine
