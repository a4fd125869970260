#pragma once

/// Rules that ask whether one thing is on or off.

#include <string>
#include <utility>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// A violation unless the fact is `wanted`. The key is what the engine calls the switch.
[[nodiscard]] inline Verdict judge_switch(std::string key, const Fact<bool>& fact, bool wanted) {
  if (!fact) return unknown(fact);
  return *fact == wanted ? pass() : violation(item(std::move(key), fact, show(wanted)));
}

/// One part of a fact, as a fact of its own.
template <class Part, class Whole>
[[nodiscard]] Fact<Part> part_of(const Fact<Whole>& whole, Part Whole::* part) {
  if (!whole) return {whole.cause(), whole.source(), whole.path()};
  return {(*whole).*part, whole.source(), whole.path()};
}

}  // namespace plimsoll
