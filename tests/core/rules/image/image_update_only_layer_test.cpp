#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> step(StepFault fault, std::string instruction, std::string matched) {
  return [=](World& w) { w.image.faulty_steps = seen({ImageStep{7, instruction, fault, matched}}); };
}

}  // namespace

const RuleCases image_update_only_layer_cases{
    "image-update-only-layer",
    {

        {"nothing faulty", [](World&) {}, passes()},
        {"one step", step(StepFault::update_without_install, "RUN", "apt-get update"),
         violates("step 7: apt-get update")},
        {"a step with another fault", step(StepFault::passwordless_sudo, "RUN", "NOPASSWD"), passes()},

        {"two steps",
         [](World& w) {
           w.image.faulty_steps = seen({ImageStep{2, "RUN", StepFault::update_without_install, "apt-get update"},
                                        ImageStep{9, "RUN", StepFault::update_without_install, "apk update"}});
         },
         violates({"step 2: apt-get update", "step 9: apk update"})},

        {"history not read", [](World& w) { w.image.faulty_steps = missing(); }, is_unknown()},
        {"a history that is too long", [](World& w) { w.image.faulty_steps = missing(Cause::too_large); },
         is_unknown(Cause::too_large)},
    }};

}  // namespace plimsoll::testing
