#include "tests/core/rules/container/capabilities/capability_cases.hpp"

namespace plimsoll::testing {
namespace {

const std::vector<std::string> kOfAll{"SYS_BOOT",   "SYS_TIME",  "SYSLOG",      "AUDIT_CONTROL",
                                      "AUDIT_READ", "MAC_ADMIN", "MAC_OVERRIDE"};

void host_network(World& w) {
  w.container.cap_add = seen_texts({"NET_ADMIN"});
  w.container.network_mode = seen("host");
}

}  // namespace

const RuleCases capability_dangerous_cases{
    "capability-dangerous",
    {
        {"the engine's default set", capabilities({}), passes()},
        {"each", capabilities(kOfAll), violates(kOfAll)},
        {"all, where those that are root on the host have their own rule", capabilities({"ALL"}), violates(kOfAll)},
        {"root on the host", capabilities({"SYS_ADMIN"}), passes()},
        {"BPF alone", capabilities({"BPF"}), violates("BPF")},
        {"PERFMON alone", capabilities({"PERFMON"}), violates("PERFMON")},
        {"BPF with PERFMON is root on the host", capabilities({"BPF", "PERFMON"}), passes()},
        {"NET_ADMIN of its own network", capabilities({"NET_ADMIN"}), passes()},
        {"NET_ADMIN of the host's network", host_network, violates("NET_ADMIN")},
        {"NET_ADMIN, and nobody knows of which network",
         [](World& w) {
           w.container.cap_add = seen_texts({"NET_ADMIN"});
           w.container.network_mode = missing();
         },
         is_unknown()},
        {"SYS_PTRACE never is, whatever the process namespace",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE"});
           w.container.pid_mode = missing();
         },
         passes()},
        {"privileged", privileged_with({}), implied_by("privileged", violates(kOfAll))},
        {"privileged, and one added besides", privileged_with({"SYSLOG"}), violates(kOfAll)},
        {"users remapped", remapped(capabilities({"SYS_TIME"})),
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"not reported", [](World& w) { w.container.cap_add = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
