#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> step(StepFault fault, std::string instruction, std::string matched) {
  return [=](World& w) { w.image.faulty_steps = seen({ImageStep{7, instruction, fault, matched}}); };
}

}  // namespace

const RuleCases image_unverified_packages_cases{
    "image-unverified-packages",
    {

        {"nothing faulty", [](World&) {}, passes()},
        {"one step", step(StepFault::unauthenticated_packages, "RUN", "--allow-unauthenticated"),
         violates("step 7: --allow-unauthenticated")},
        {"a step with another fault", step(StepFault::passwordless_sudo, "RUN", "NOPASSWD"), passes()},

        {"a script from the network", step(StepFault::pipe_to_shell, "RUN", "curl | sh"),
         violates("step 7: curl | sh")},
        {"both in one step",
         [](World& w) {
           w.image.faulty_steps = seen({ImageStep{3, "RUN", StepFault::pipe_to_shell, "wget | sh"},
                                        ImageStep{3, "RUN", StepFault::unauthenticated_packages, "--nogpgcheck"}});
         },
         violates({"step 3: wget | sh", "step 3: --nogpgcheck"})},

        {"history not read", [](World& w) { w.image.faulty_steps = missing(); }, is_unknown()},
        {"a history that is too long", [](World& w) { w.image.faulty_steps = missing(Cause::too_large); },
         is_unknown(Cause::too_large)},
    }};

}  // namespace plimsoll::testing
