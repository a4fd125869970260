#include "tests/core/rules/container/capabilities/capability_cases.hpp"

namespace plimsoll::testing {
namespace {

/// All 41 but Docker's 14, and those that have rules of their own.
const std::vector<std::string> kOfAll{"LINUX_IMMUTABLE", "NET_BROADCAST",     "NET_ADMIN", "IPC_LOCK",
                                      "IPC_OWNER",       "SYS_PTRACE",        "SYS_PACCT", "SYS_NICE",
                                      "SYS_RESOURCE",    "SYS_TTY_CONFIG",    "LEASE",     "WAKE_ALARM",
                                      "BLOCK_SUSPEND",   "CHECKPOINT_RESTORE"};

std::function<void(World&)> allowed(std::vector<std::string> names) {
  return [names = std::move(names)](World& w) {
    w.container.cap_add = seen_texts({"NET_ADMIN", "IPC_LOCK"});
    w.settings.set(rule("capability-added").settings[0], names);
  };
}

}  // namespace

const RuleCases capability_added_cases{
    "capability-added",
    {
        {"the engine's default set", capabilities({}), passes()},
        {"a default one, once more", capabilities({"CHOWN", "MKNOD"}), passes()},
        {"a default one, added to nothing", capabilities({"NET_BIND_SERVICE"}, {"ALL"}), passes()},
        {"NET_RAW has its own rule", on_podman(capabilities({"NET_RAW"})), passes()},
        {"others", capabilities({"IPC_LOCK", "NET_ADMIN"}), violates({"NET_ADMIN", "IPC_LOCK"})},
        {"one that nobody knows", capabilities({"TELEPORT"}), violates("TELEPORT")},
        {"beyond Podman's default set", on_podman(capabilities({"MKNOD"})), violates("MKNOD")},
        {"all", capabilities({"ALL"}), violates(kOfAll)},
        {"dangerous ones have their own rules", capabilities({"SYS_ADMIN", "BPF", "SYSLOG"}), passes()},
        {"NET_ADMIN of the host's network has its own rule",
         [](World& w) {
           w.container.cap_add = seen_texts({"NET_ADMIN"});
           w.container.network_mode = seen("host");
         },
         passes()},
        {"users remapped: no other rule applies", remapped(capabilities({"SYS_ADMIN", "SYSLOG"})),
         violates({"SYS_ADMIN", "SYSLOG"})},
        {"allowed", allowed({"NET_ADMIN", "IPC_LOCK"}), passes()},
        {"allowed in other spellings", allowed({"cap_net_admin", "CAP_IPC_LOCK"}), passes()},
        {"one of two allowed", allowed({"net_admin"}), violates("IPC_LOCK")},
        {"a name too short to allow anything", allowed({"", "CAP_", "NET"}), violates({"NET_ADMIN", "IPC_LOCK"})},
        {"privileged", privileged_with({}), implied_by("privileged", violates(kOfAll))},
        {"privileged, and one added besides", privileged_with({"LEASE"}), violates(kOfAll)},
        {"privileged, with an unprivileged root",
         [](World& w) {
           privileged_with({})(w);
           w.engine.security = seen(EngineSecurity{.rootless = true});
           w.settings.set(rule("capability-added").settings[0], kOfAll);
         },
         implied_by("privileged-in-user-namespace", violates({"DAC_READ_SEARCH", "SYS_MODULE", "SYS_RAWIO", "SYS_ADMIN",
                                                              "SYS_BOOT", "SYS_TIME", "AUDIT_CONTROL", "MAC_OVERRIDE",
                                                              "MAC_ADMIN", "SYSLOG", "AUDIT_READ", "PERFMON", "BPF"}))},
        {"SYS_PTRACE, and nobody knows among whose processes",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE"});
           w.container.apparmor_profile = seen("unconfined");
           w.container.pid_mode = missing();
         },
         is_unknown()},
        {"SYS_PTRACE among the host's processes, confined",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE"});
           w.container.pid_mode = seen("host");
         },
         violates("SYS_PTRACE")},
        {"SYS_PTRACE among the host's processes, confined by SELinux",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE"});
           w.container.pid_mode = seen("host");
           w.container.apparmor_profile = seen("unconfined");
           w.container.process_label = seen("system_u:system_r:container_t:s0:c1,c2");
           w.engine.security = seen(EngineSecurity{.seccomp_profile = "builtin", .selinux = true});
         },
         violates("SYS_PTRACE")},
        {"what is certain is a violation",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE", "LEASE"});
           w.container.apparmor_profile = seen("unconfined");
           w.container.pid_mode = missing();
         },
         violates("LEASE")},
        {"not reported", [](World& w) { w.container.cap_add = missing(Cause::null); }, is_unknown(Cause::null)},
        {"engine does not say whether it remaps users",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_ADMIN"});
           w.engine.security = missing();
         },
         is_unknown()},
    }};

}  // namespace plimsoll::testing
