#pragma once

/// Names of enumerators that only snapshot files and some documents show, and the way back from a name.

#include <cstddef>
#include <optional>
#include <string_view>

#include "plimsoll/facts.hpp"

namespace plimsoll {

[[nodiscard]] std::string_view to_string(SecurityOptions::Seccomp seccomp);
[[nodiscard]] std::string_view to_string(BlockIoLimit::Kind kind);
[[nodiscard]] std::string_view to_string(NamespaceKind kind);
[[nodiscard]] std::string_view to_string(SeccompMode mode);

/// The number of enumerators: their values are 0, 1, 2 and so on.
template <class Enum>
[[nodiscard]] std::size_t count_of_names() {
  std::size_t count = 0;
  while (!to_string(static_cast<Enum>(count)).empty()) ++count;
  return count;
}

/// The enumerator of that name; nothing if there is none.
template <class Enum>
[[nodiscard]] std::optional<Enum> from_name(std::string_view name) {
  for (std::size_t i = 0; i < count_of_names<Enum>(); ++i) {
    if (to_string(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace plimsoll
