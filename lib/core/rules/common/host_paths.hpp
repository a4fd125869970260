#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "plimsoll/facts.hpp"

namespace plimsoll {

/// The one spelling of an absolute host path: no `.`, `..`, doubled or trailing slash, and the links that every current
/// distribution has are followed: /var/run is /run, /bin is /usr/bin.
[[nodiscard]] std::string canonical_path(std::string_view path);

/// How a path lies to a place.
enum class Relation : std::uint8_t { apart, equal, above, below };

/// Both canonical, compared by whole components. `*` in the place stands for any one component.
[[nodiscard]] Relation relation(std::string_view path, std::string_view place);

/// Whether the path, canonical, is one of the list or lies below it.
[[nodiscard]] bool is_within(std::string_view path, std::span<const std::string_view> list);

enum class Reveals : std::uint8_t { nothing, information, secrets };

/// What a container holds that has a host path mounted.
struct Exposure {
  bool commands_host = false;          ///< if it may write there: what it writes, the host runs, trusts or obeys
  bool configures_host = false;        ///< if it may write there: it is the configuration of one program, if of any
  Reveals reveals = Reveals::nothing;  ///< if it may only read

  friend bool operator==(const Exposure&, const Exposure&) = default;
};

/// Of a canonical path. The engine's root directory counts as far as the engine reports it.
[[nodiscard]] Exposure exposure_of(std::string_view path, const EngineFacts& engine);

}  // namespace plimsoll
