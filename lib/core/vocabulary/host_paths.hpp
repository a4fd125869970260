#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll {

/// The one spelling of an absolute host path: no `.`, `..`, doubled or trailing slash, and the links that every current
/// distribution has are followed: /var/run is /run, /bin is /usr/bin.
[[nodiscard]] std::string canonical_path(std::string_view path);

/// How a path lies to a place.
enum class Relation : std::uint8_t { apart, equal, above, below };

/// Both canonical, compared by whole components. `*` in the place stands for any one component.
[[nodiscard]] Relation relation(std::string_view path, std::string_view place);

/// Whether a path of this relation is the place itself or lies below it.
[[nodiscard]] constexpr bool is_inside(Relation relation) {
  return relation == Relation::equal || relation == Relation::below;
}

/// Whether the path is the directory or lies below it. Both absolute and without a trailing slash; `*` is a name like
/// any other. "/var/lib" is above "/var/lib/docker", not above "/var/libx".
[[nodiscard]] bool is_at_or_below(std::string_view path, std::string_view directory);

/// Whether the path, canonical, is one of the list or lies below it.
[[nodiscard]] bool is_within(std::string_view path, std::span<const std::string_view> list);

}  // namespace plimsoll
