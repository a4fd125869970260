#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> step(StepFault fault, std::string instruction, std::string matched) {
  return [=](World& w) { w.image.faulty_steps = seen({ImageStep{7, instruction, fault, matched}}); };
}

}  // namespace

const RuleCases image_passwordless_sudo_cases{
    "image-passwordless-sudo",
    {

        {"nothing faulty", [](World&) {}, passes()},
        {"one step", step(StepFault::passwordless_sudo, "RUN", "NOPASSWD"), violates("step 7: NOPASSWD")},
        {"a step with another fault", step(StepFault::pipe_to_shell, "RUN", "curl | sh"), passes()},

        {"history not read", [](World& w) { w.image.faulty_steps = missing(); }, is_unknown()},
        {"a history that is too long", [](World& w) { w.image.faulty_steps = missing(Cause::too_large); },
         is_unknown(Cause::too_large)},
    }};

}  // namespace plimsoll::testing
