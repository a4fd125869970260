#include "tests/core/rules/container/capabilities/capability_cases.hpp"

namespace plimsoll::testing {
namespace {

const std::vector<std::string> kAlways{"SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH"};
const std::vector<std::string> kOfAll{"SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF", "PERFMON"};

void host_processes(World& w) {
  w.container.cap_add = seen_texts({"SYS_PTRACE"});
  w.container.pid_mode = seen("host");
}

void unconfined(World& w) {
  w.container.apparmor_profile = seen("unconfined");
  w.container.security_options = seen(SecurityOptions{.apparmor = "unconfined"});
}

void unconfined_among_host_processes(World& w) {
  host_processes(w);
  unconfined(w);
}

}  // namespace

const RuleCases capability_root_equivalent_cases{
    "capability-root-equivalent",
    {
        {"the engine's default set", capabilities({}), passes()},
        {"each", capabilities(kAlways), violates(kAlways)},
        {"added wins over dropped", capabilities({"SYS_ADMIN"}, {"SYS_ADMIN"}), violates("SYS_ADMIN")},
        {"added to nothing", capabilities({"SYS_ADMIN"}, {"ALL"}), violates("SYS_ADMIN")},
        {"a name that begins alike", capabilities({"SYS_ADMINISTRATOR"}), passes()},
        {"less dangerous ones", capabilities({"NET_ADMIN", "SYS_BOOT", "SYS_TIME"}), passes()},
        {"all", capabilities({"ALL"}), violates(kOfAll)},
        {"all, on top of nothing", capabilities({"ALL"}, {"ALL"}), violates(kOfAll)},
        {"all but one", capabilities({"ALL"}, {"SYS_ADMIN", "BPF"}),
         violates({"SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH"})},
        {"BPF alone", capabilities({"BPF"}), passes()},
        {"PERFMON alone", capabilities({"PERFMON"}), passes()},
        {"BPF with PERFMON", capabilities({"PERFMON", "BPF"}), violates({"BPF", "PERFMON"})},
        {"SYS_PTRACE among its own processes", capabilities({"SYS_PTRACE"}), passes()},
        {"SYS_PTRACE among the host's", unconfined_among_host_processes, violates("SYS_PTRACE")},
        {"SYS_PTRACE among the host's, confined by AppArmor", host_processes, passes()},
        {"SYS_PTRACE among the host's, confined by SELinux",
         [](World& w) {
           unconfined_among_host_processes(w);
           w.engine.security = seen(EngineSecurity{.seccomp_profile = "builtin", .selinux = true});
           w.container.process_label = seen("system_u:system_r:container_t:s0:c1,c2");
         },
         passes()},
        {"SYS_PTRACE among the host's, confined by a profile that nobody knows",
         [](World& w) {
           host_processes(w);
           w.container.apparmor_profile = seen("web");
         },
         is_unknown(Cause::unresolved)},
        {"SYS_PTRACE among those of a container that is among the host's",
         [](World& w) {
           unconfined_among_host_processes(w);
           w.others.push_back(w.container);
           w.others[0].id = std::string(64, 'b');
           w.others[0].name = "peer";
           w.container.pid_mode = seen("container:" + w.others[0].id);
         },
         violates("SYS_PTRACE")},
        {"SYS_PTRACE, and nobody knows among whose",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE"});
           unconfined(w);
           w.container.pid_mode = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
        {"what is certain is a violation",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_PTRACE", "SYS_ADMIN"});
           w.container.pid_mode = missing();
         },
         violates("SYS_ADMIN")},
        {"privileged", privileged_with({}), implied_by("privileged", violates(kOfAll))},
        {"privileged, all dropped", privileged_with({}, {"ALL"}), implied_by("privileged", violates(kOfAll))},
        {"privileged, and one added besides", privileged_with({"SYS_ADMIN"}), violates(kOfAll)},
        {"users remapped", remapped(capabilities({"SYS_ADMIN"})),
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"Podman", on_podman(capabilities({"SYS_ADMIN"})), violates("SYS_ADMIN")},
        {"privileges not reported", [](World& w) { w.container.privileged = missing(); }, is_unknown()},
        {"added ones not reported", [](World& w) { w.container.cap_add = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
        {"dropped ones not reported", [](World& w) { w.container.cap_drop = missing(); }, is_unknown()},
        {"engine does not say whether it remaps users",
         [](World& w) {
           w.container.cap_add = seen_texts({"SYS_ADMIN"});
           w.engine.security = missing(Cause::stale);
         },
         is_unknown(Cause::stale)},
    }};

}  // namespace plimsoll::testing
