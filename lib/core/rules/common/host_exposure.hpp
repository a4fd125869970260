#pragma once

#include <cstdint>
#include <string_view>

#include "plimsoll/facts.hpp"

namespace plimsoll {

enum class Reveals : std::uint8_t { nothing, information, secrets };

/// The power that a mounted host path gives a container.
struct Exposure {
  bool commands_host = false;          ///< if it may write there: what it writes, the host runs, trusts or obeys
  bool configures_host = false;        ///< if it may write there: it is the configuration of one program, if of any
  Reveals reveals = Reveals::nothing;  ///< if it may only read

  friend bool operator==(const Exposure&, const Exposure&) = default;
};

/// The power of a mount of `path`, which must be canonical. The engine's data root counts if the engine reports it.
[[nodiscard]] Exposure exposure_of(std::string_view path, const EngineFacts& engine);

}  // namespace plimsoll
