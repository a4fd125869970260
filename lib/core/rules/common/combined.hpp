#pragma once

#include <initializer_list>

#include "plimsoll/verdict.hpp"

namespace plimsoll {

/// What several judgements of one subject come to: a violation with the items of all, if any is one; else the first
/// that is unknown; else a pass.
[[nodiscard]] Verdict combined(std::initializer_list<Verdict> verdicts);

}  // namespace plimsoll
