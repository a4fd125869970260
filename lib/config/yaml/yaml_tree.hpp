#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// One value of a YAML document, as it is written: text stays text, nothing is made a number or a truth value.
struct YamlTree {
  enum class Kind : std::uint8_t { nothing, text, list, mapping };

  Kind kind = Kind::nothing;
  int line = 0;         ///< from 1; of the key, if there is one
  std::string key;      ///< if it is in a mapping
  std::string text;     ///< if it is text
  bool quoted = false;  ///< if it is text
  std::vector<YamlTree> children;
};

/// The document in `text`; `nothing` if it is empty. Stricter than YAML: one document, keys are text and not repeated,
/// no anchors (so no aliases that multiply), no tags, not nested deeper than any of our files needs.
/// Throws ConfigError.
[[nodiscard]] YamlTree parse_yaml(const std::string& file, std::string_view text);

}  // namespace plimsoll
