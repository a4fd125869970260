#pragma once

#include <optional>

#include "plimsoll/rule.hpp"

namespace plimsoll {

inline constexpr NotApplicable kOutsideSwarm[] = {NotApplicable::other_engine, NotApplicable::no_swarm};
inline constexpr NotApplicable kNoManager[] = {NotApplicable::other_engine, NotApplicable::no_swarm,
                                               NotApplicable::not_a_manager};

/// The verdict of a rule about nodes of a swarm where the engine is none, or does not tell. Nothing: judge it.
[[nodiscard]] std::optional<Verdict> unless_in_swarm(const EngineFacts& engine);

/// The same of a rule about what only managers know.
[[nodiscard]] std::optional<Verdict> unless_manager(const EngineFacts& engine);

}  // namespace plimsoll
