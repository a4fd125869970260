#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll {

[[nodiscard]] FixStep to_remove(std::string flag, std::string compose);
[[nodiscard]] FixStep to_add(std::string flag, std::string compose);

/// Adds a change unless it is there already: one option may be what several items are about.
void add_once(std::vector<FixStep>& changes, FixStep change);

/// As a YAML string in double quotes, `$` doubled so that Compose does not take it for a variable.
[[nodiscard]] std::string compose_text(std::string_view text);
/// `key: ["element"]`
[[nodiscard]] std::string compose_list(std::string_view key, std::string_view element);

/// As docker run takes it, with the largest unit that divides it: 512m, 64g.
[[nodiscard]] std::string size_text(std::int64_t bytes);

}  // namespace plimsoll
