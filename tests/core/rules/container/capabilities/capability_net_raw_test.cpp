#include "tests/core/rules/container/capabilities/capability_cases.hpp"

namespace plimsoll::testing {

const RuleCases capability_net_raw_cases{
    "capability-net-raw",
    {
        {"all dropped", capabilities({}, {"ALL"}), passes()},
        {"dropped", capabilities({}, {"NET_RAW"}), passes()},
        {"all added but this one", capabilities({"ALL"}, {"NET_RAW"}), passes()},
        {"Podman grants none", on_podman(capabilities({})), passes()},
        {"granted by default", capabilities({}), violates("NET_RAW")},
        {"another one dropped", capabilities({}, {"NET_ADMIN", "RAW"}), violates("NET_RAW")},
        {"added to nothing", capabilities({"NET_RAW"}, {"ALL"}), violates("NET_RAW")},
        {"dropped and added", capabilities({"NET_RAW"}, {"NET_RAW"}), violates("NET_RAW")},
        {"all added", capabilities({"ALL"}, {"ALL"}), violates("NET_RAW")},
        {"added with Podman", on_podman(capabilities({"NET_RAW"})), violates("NET_RAW")},
        {"privileged would hold it by default too", privileged_with({}), violates("NET_RAW")},
        {"privileged, dropped in vain", privileged_with({}, {"NET_RAW"}),
         implied_by("privileged", violates("NET_RAW"))},
        {"privileged, with an unprivileged root", remapped(privileged_with({}, {"ALL"})),
         implied_by("privileged-in-user-namespace", violates("NET_RAW"))},
        {"privileged, and nobody knows whose root",
         [](World& w) {
           privileged_with({}, {"ALL"})(w);
           w.engine.security = missing();
         },
         violates("NET_RAW")},
        {"not reported", [](World& w) { w.container.cap_drop = missing(Cause::null); }, is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
