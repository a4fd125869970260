#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases host_hardening_cases{
    "host-hardening",
    {
        {"what helps",
         [](World& w) {
           w.host.kernel_settings = seen(std::vector<KernelSetting>{{.name = "kernel.kptr_restrict", .value = "1"},
                                                                    {.name = "kernel.core_pattern", .value = "core"}});
         },
         asks_a_person({"kernel.kptr_restrict", "kernel.core_pattern"})},
        {"nothing helps", [](World& w) { w.host.kernel_settings = seen(std::vector<KernelSetting>{}); },
         asks_a_person({})},
        {"not read", [](World& w) { w.host.kernel_settings = missing(Cause::unreadable); },
         is_unknown(Cause::unreadable)},
    }};

}  // namespace plimsoll::testing
