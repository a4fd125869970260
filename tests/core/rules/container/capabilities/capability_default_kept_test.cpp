#include "tests/core/rules/container/capabilities/capability_cases.hpp"

namespace plimsoll::testing {
namespace {

const std::vector<std::string> kUnwanted{"SETFCAP", "SYS_CHROOT", "MKNOD", "AUDIT_WRITE"};

}  // namespace

const RuleCases capability_default_kept_cases{
    "capability-default-kept",
    {
        {"all dropped", capabilities({}, {"ALL"}), passes()},
        {"those few dropped", capabilities({}, kUnwanted), passes()},
        {"the usual ones kept", capabilities({"CHOWN", "SETUID", "SETGID"}, {"ALL"}), passes()},
        {"beyond the default set", capabilities({"SYS_ADMIN"}, {"ALL"}), passes()},
        {"NET_RAW has its own rule", capabilities({"NET_RAW"}, {"ALL"}), passes()},
        {"nothing dropped", capabilities({}), violates(kUnwanted)},
        {"one kept", capabilities({}, {"SETFCAP", "SYS_CHROOT", "AUDIT_WRITE"}), violates("MKNOD")},
        {"one added again", capabilities({"MKNOD"}, {"ALL"}), violates("MKNOD")},
        {"Podman's smaller set", on_podman(capabilities({})), violates({"SETFCAP", "SYS_CHROOT"})},
        {"none is allowed",
         [](World& w) {
           w.container.cap_drop = seen_texts({"SYS_CHROOT", "MKNOD", "AUDIT_WRITE"});
           w.settings.set(rule("capability-default-kept").settings[0], std::vector<std::string>{"KILL"});
         },
         violates({"CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "SETGID", "SETUID", "SETPCAP", "SETFCAP",
                   "NET_BIND_SERVICE"})},
        {"privileged would keep them too", privileged_with({}), violates(kUnwanted)},
        {"privileged, dropped in vain", privileged_with({}, {"ALL"}), implied_by("privileged", violates(kUnwanted))},
        {"not reported", [](World& w) { w.container.cap_drop = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
