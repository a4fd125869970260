#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases other_engine_present_cases{
    "other-engine-present",
    {
        {"none", [](World& w) { w.host.other_engines = seen_texts({}); }, passes()},
        {"two", [](World& w) { w.host.other_engines = seen_texts({"crio", "podman"}); }, violates({"crio", "podman"})},
        {"one that is meant to be there",
         [](World& w) {
           w.host.other_engines = seen_texts({"crio", "podman"});
           w.settings.set(rule("other-engine-present").settings[0], {"podman"});
         },
         violates("crio")},
        {"one whose name is part of an allowed one",
         [](World& w) {
           w.host.other_engines = seen_texts({"crio"});
           w.settings.set(rule("other-engine-present").settings[0], {"crio-test"});
         },
         violates("crio")},
        {"not read", [](World& w) { w.host.other_engines = missing(Cause::timed_out); }, is_unknown(Cause::timed_out)},
    }};

}  // namespace plimsoll::testing
