#include "lib/core/rules/image/image_steps.hpp"

#include <algorithm>

#include "lib/core/rules/common/items.hpp"

namespace plimsoll {
namespace {

Item item_of_step(const ImageStep& step, const Fact<std::vector<ImageStep>>& steps, std::string_view wanted) {
  const std::string name = "step " + show(step.position);
  return item_of(name + ": " + step.matched, steps, std::string(steps.path()) + ", " + name,
                 step.instruction + " " + step.matched, std::string(wanted));
}

}  // namespace

Verdict judge_steps(const ImageFacts& image, std::initializer_list<StepFault> faults, std::string_view wanted) {
  const auto& steps = image.faulty_steps;
  if (!steps) return unknown(steps);
  ItemList items;
  for (const ImageStep& step : *steps) {
    if (std::ranges::count(faults, step.fault) != 0) items.add(item_of_step(step, steps, wanted));
  }
  return items.take_verdict();
}

}  // namespace plimsoll
