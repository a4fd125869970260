#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

namespace {

void overlay(World& w, bool encrypted) {
  w.network.driver = seen("overlay");
  w.network.scope = seen("swarm");
  w.network.encrypted = seen(encrypted);
}

}  // namespace

const RuleCases overlay_unencrypted_cases{
    "overlay-unencrypted",
    {
        {"a bridge", [](World&) {}, does_not_apply(NotApplicable::no_such_network)},
        {"not encrypted", [](World& w) { overlay(w, false); }, violates("encrypted")},
        {"encrypted", [](World& w) { overlay(w, true); }, passes()},
        {"only its name says so",
         [](World& w) {
           overlay(w, false);
           w.network.name = "encrypted:";
         },
         violates("encrypted")},
        {"the routing mesh",
         [](World& w) {
           overlay(w, false);
           w.network.ingress = seen(true);
         },
         violates("ingress")},
        {"the routing mesh, encrypted",
         [](World& w) {
           overlay(w, true);
           w.network.ingress = seen(true);
         },
         passes()},
        {"driver not reported", [](World& w) { w.network.driver = missing(); }, is_unknown()},
        {"options not reported",
         [](World& w) {
           overlay(w, false);
           w.network.encrypted = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
        {"not known whether it is the mesh",
         [](World& w) {
           overlay(w, false);
           w.network.ingress = missing();
         },
         is_unknown()},
    }};

}  // namespace plimsoll::testing
