#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> step(StepFault fault, std::string instruction, std::string matched) {
  return [=](World& w) { w.image.faulty_steps = seen({ImageStep{7, instruction, fault, matched}}); };
}

}  // namespace

const RuleCases image_add_instruction_cases{
    "image-add-instruction",
    {

        {"nothing faulty", [](World&) {}, passes()},
        {"one step", step(StepFault::add_instruction, "ADD", "an address"), violates("step 7: an address")},
        {"a step with another fault", step(StepFault::passwordless_sudo, "RUN", "NOPASSWD"), passes()},

        {"history not read", [](World& w) { w.image.faulty_steps = missing(); }, is_unknown()},
        {"a history that is too long", [](World& w) { w.image.faulty_steps = missing(Cause::too_large); },
         is_unknown(Cause::too_large)},
    }};

}  // namespace plimsoll::testing
