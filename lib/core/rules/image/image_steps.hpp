#pragma once

#include <initializer_list>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// The judge of the rules on steps of an image's build: a violation with an item for each step that has one of the
/// faults. The base's steps count too.
[[nodiscard]] Verdict judge_steps(const ImageFacts& image, std::initializer_list<StepFault> faults,
                                  std::string_view wanted);

}  // namespace plimsoll
