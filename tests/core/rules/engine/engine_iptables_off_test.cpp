#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_iptables_off_cases{
    "engine-iptables-off",
    {
        {"on", [](World&) {}, passes()},
        {"off", [](World& w) { w.engine.settings.iptables = seen(false); }, violates("iptables")},
        {"off for IPv6 only", [](World& w) { w.engine.settings.ip6tables = seen(false); }, violates("ip6tables")},
        {"both off", [](World& w) { w.engine.settings.iptables = w.engine.settings.ip6tables = seen(false); },
         violates({"iptables", "ip6tables"})},
        {"off, IPv6 not readable",
         [](World& w) {
           w.engine.settings.iptables = seen(false);
           w.engine.settings.ip6tables = missing();
         },
         violates("iptables")},
        {"IPv6 not readable", [](World& w) { w.engine.settings.ip6tables = missing(Cause::malformed); },
         is_unknown(Cause::malformed)},
        {"not readable", [](World& w) { w.engine.settings.iptables = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
