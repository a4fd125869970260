#pragma once

#include <cstdint>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Who reaches an address: everybody on a network, or only this host.
enum class Reach : std::uint8_t { network, loopback };

/// Judges the engine's API on TCP: an item for each address of that reach that asks its clients for no certificate.
/// The engine warns of those that are in force; the settings are what it was told. Either is enough to tell.
[[nodiscard]] Verdict judge_open_api(const EngineFacts& engine, Reach reach);

inline constexpr NotApplicable kNoTcpApi[] = {NotApplicable::other_engine, NotApplicable::not_listening};

}  // namespace plimsoll
