#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

namespace {

void bridge(World& w, bool traffic) {
  w.network.name = "bridge";
  w.network.default_bridge = seen(true);
  w.network.inter_container_traffic = seen(traffic);
}

}  // namespace

const RuleCases inter_container_traffic_cases{
    "inter-container-traffic",
    {
        {"a network of the user", [](World&) {}, does_not_apply(NotApplicable::no_such_network)},
        {"default bridge, on", [](World& w) { bridge(w, true); }, violates("icc")},
        {"default bridge, off", [](World& w) { bridge(w, false); }, passes()},
        {"default bridge of Podman",
         [](World& w) {
           bridge(w, true);
           w.engine.kind = EngineKind::podman;
         },
         does_not_apply(NotApplicable::other_engine)},
        {"another bridge of that name",
         [](World& w) {
           bridge(w, true);
           w.network.default_bridge = seen(false);
         },
         does_not_apply(NotApplicable::no_such_network)},
        {"default bridge, not told",
         [](World& w) {
           bridge(w, true);
           w.network.inter_container_traffic = missing();
         },
         is_unknown()},
        {"not known which bridge it is", [](World& w) { w.network.default_bridge = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
