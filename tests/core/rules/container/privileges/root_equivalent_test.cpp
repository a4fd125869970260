#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

using FixStep = std::function<void(World&)>;

FixStep both(FixStep first, FixStep second) {
  return [=](World& w) {
    first(w);
    second(w);
  };
}

void privileged(World& w) {
  w.container.privileged = seen(true);
  w.container.apparmor_profile = seen("unconfined");
  w.container.masked_paths = w.container.readonly_paths = missing(Cause::null);
}

FixStep capability(std::string name) {
  return [name = std::move(name)](World& w) { w.container.cap_add = seen_texts({name}); };
}

FixStep bound(std::string path, bool read_write = true) {
  return [=](World& w) { w.bind(path, read_write); };
}

void unconfined(World& w) { w.container.apparmor_profile = seen("unconfined"); }

FixStep profile(std::string name) {
  return [name = std::move(name)](World& w) { w.container.apparmor_profile = seen(name); };
}

/// Root that AppArmor does not stop and that finds all of /proc writable.
void core_pattern(World& w) {
  unconfined(w);
  w.container.user = seen("0");
  w.container.readonly_paths = seen_shared({});
}

void release_agent(World& w) {
  unconfined(w);
  w.container.cap_add = seen_texts({"SYS_ADMIN"});
  w.engine.cgroup_version = seen(std::int64_t{1});
}

void host_processes(World& w) { w.container.pid_mode = seen("host"); }

void add_privileged_neighbour(World& w) {
  ContainerFacts agent = World().container;
  agent.id = std::string(64, 'd');
  agent.name = "agent";
  agent.privileged = seen(true);
  w.others.push_back(agent);
}

/// Its processes are those of a privileged container, and it may trace them.
void among_privileged_processes(World& w) {
  unconfined(w);
  add_privileged_neighbour(w);
  w.container.cap_add = seen_texts({"SYS_PTRACE"});
  w.container.pid_mode = seen("container:agent");
}

void by_selinux(World& w) {
  EngineSecurity security = *w.engine.security;
  security.apparmor = false;
  security.selinux = true;
  w.engine.security = seen(security);
  w.container.process_label = seen("system_u:system_r:container_t:s0:c1,c2");
}

void without_confinement(World& w) {
  EngineSecurity security = *w.engine.security;
  security.apparmor = false;
  w.engine.security = seen(security);
  w.container.apparmor_profile = seen("");
}

void named_user(World& w) { w.container.user = seen("web"); }

void process_of_root(World& w) {
  w.host.container_processes =
      seen({ContainerProcesses{w.container.id, seen({ContainerProcess{.program = "web", .uid = 0}})}});
}

void started_since(World& w) { w.host.container_processes = seen(std::vector<ContainerProcesses>{}); }

void remapped(World& w) { w.remap_users(); }

const Expected kRemapped = does_not_apply(NotApplicable::user_namespace_remapped);

}  // namespace

const RuleCases root_equivalent_cases{
    "root-equivalent",
    {
        {"nothing", [](World&) {}, passes()},
        {"nothing, users remapped", remapped, passes()},

        {"privileged: one way, whatever comes with it", privileged, violates("privileged")},
        {"privileged, users remapped", both(privileged, remapped), kRemapped},
        {"privileged, users remapped without this container",
         [](World& w) {
           privileged(w);
           w.remap_users();
           w.container.userns_mode = seen("host");
         },
         violates("privileged")},
        {"privileged, and ways that would be left without it",
         [](World& w) {
           privileged(w);
           w.container.cap_add = seen_texts({"SYS_MODULE"});
           w.bind("/etc");
           w.container.devices = seen({Device{"/dev/sda", "/dev/sda", "rwm"}});
         },
         violates({"privileged", "writable-path /etc", "capability SYS_MODULE", "device /dev/sda"})},

        {"the engine's socket", bound("/var/run/docker.sock"), violates("engine-socket /var/run/docker.sock")},
        {"the engine's socket, read-only", bound("/run/docker.sock", false),
         violates("engine-socket /run/docker.sock")},
        {"a directory above the socket, read-only", bound("/run", false), violates("engine-socket /run")},
        {"the engine's socket, users remapped", both(bound("/run/docker.sock"), remapped), kRemapped},
        {"a name that is like the socket's", bound("/srv/docker.sock.d"), passes()},
        {"the engine's socket, and the engine does not say whether it remaps users",
         [](World& w) {
           w.bind("/run/docker.sock");
           w.engine.security = missing();
         },
         is_unknown()},

        {"a path that commands the host", bound("/etc/cron.d"), violates("writable-path /etc/cron.d")},
        {"the same, read-only", bound("/etc/cron.d", false), passes()},
        {"the same, users remapped", both(bound("/etc/cron.d"), remapped), kRemapped},
        {"a path of its own", bound("/srv/web"), passes()},
        {"a volume that binds one", [](World& w) { w.bind_volume("innocent", "/etc"); },
         violates("writable-path /etc")},
        {"a volume of a plugin, of which nobody tells what it binds",
         [](World& w) {
           w.bind_volume("data", "/srv/data");
           w.volumes[0].driver = seen("plugin");
           std::vector<Mount> mounts = *w.container.mounts;
           mounts[0].driver = "";
           w.container.mounts = seen(mounts);
         },
         is_unknown(Cause::not_reported)},
        {"a path that the policy allows",
         [](World& w) {
           w.bind("/opt");
           w.settings.set(rule("root-equivalent").settings[0], std::vector<std::string>{"/opt"});
         },
         passes()},
        {"the whole host, in two ways", bound("/"), violates({"engine-socket /", "writable-path /"})},

        {"a capability", capability("SYS_ADMIN"), violates("capability SYS_ADMIN")},
        {"a capability, users remapped", both(capability("SYS_ADMIN"), remapped), kRemapped},
        {"a capability over the host that makes nobody root", capability("SYS_TIME"), passes()},
        {"a capability that makes nobody root alone", capability("BPF"), passes()},
        {"among the host's processes, and may trace them",
         both(unconfined, both(host_processes, capability("SYS_PTRACE"))), violates("capability SYS_PTRACE")},
        {"among the host's processes, and may trace those that are confined alike",
         both(host_processes, capability("SYS_PTRACE")), passes()},
        {"among the host's processes, without tracing", host_processes, passes()},
        {"tracing, among its own processes", capability("SYS_PTRACE"), passes()},

        {"a disk", [](World& w) { w.container.devices = seen({Device{"/dev/nvme0n1", "/dev/disk", "r"}}); },
         violates("device /dev/nvme0n1")},
        {"a disk, users remapped",
         [](World& w) {
           w.container.devices = seen({Device{"/dev/sda", "/dev/sda", "rwm"}});
           w.remap_users();
         },
         kRemapped},
        {"a device that is no disk",
         [](World& w) { w.container.devices = seen({Device{"/dev/fuse", "/dev/fuse", "rwm"}}); }, passes()},

        {"a rule for every disk, and MKNOD",
         [](World& w) {
           w.container.device_cgroup_rules = seen_texts({"b *:* rwm"});
           w.container.cap_add = seen_texts({"MKNOD"});
         },
         violates("device-rule b *:* rwm")},
        {"a rule for every disk, without MKNOD",
         [](World& w) { w.container.device_cgroup_rules = seen_texts({"b *:* rwm"}); }, passes()},
        {"a rule that opens no disk",
         [](World& w) {
           w.container.device_cgroup_rules = seen_texts({"c 1:1 r"});
           w.container.cap_add = seen_texts({"MKNOD"});
         },
         passes()},

        {"the core pattern", core_pattern, violates("core-pattern")},
        {"the core pattern, users remapped", both(core_pattern, remapped), kRemapped},
        {"the core pattern, held by the engine's AppArmor profile", both(core_pattern, profile("docker-default")),
         passes()},
        {"the core pattern, held by Podman's AppArmor profile",
         both(core_pattern, profile("containers-default-0.57.4")), passes()},
        {"the core pattern, under a profile of which nobody tells what it forbids", both(core_pattern, profile("web")),
         is_unknown(Cause::unresolved)},
        {"the core pattern, held by SELinux", both(core_pattern, by_selinux), passes()},
        {"the core pattern, on a host with neither", both(core_pattern, without_confinement), violates("core-pattern")},
        {"the core pattern, and nobody tells what SELinux does",
         [](World& w) {
           core_pattern(w);
           by_selinux(w);
           w.container.process_label = missing(Cause::null);
         },
         is_unknown(Cause::null)},
        {"the core pattern, for another user", both(core_pattern, [](World& w) { w.container.user = seen("1000:0"); }),
         passes()},
        {"the core pattern, for a name that is not root", both(core_pattern, named_user), passes()},
        {"the core pattern, for a name that the kernel takes for root",
         both(core_pattern, both(named_user, process_of_root)), violates("core-pattern")},
        {"the core pattern, for a name of which the kernel was not asked",
         both(core_pattern, both(named_user, started_since)), is_unknown(Cause::pending)},
        {"the core pattern, for a name in a container that does not run",
         [](World& w) {
           core_pattern(w);
           named_user(w);
           started_since(w);
           w.container.pid = seen(std::int64_t{0});
         },
         passes()},
        {"the core pattern, and nobody tells for whom",
         both(core_pattern, [](World& w) { w.container.user = missing(); }), is_unknown()},
        {"some of /proc writable, its settings not",
         both(core_pattern, [](World& w) { w.container.readonly_paths = seen_shared({"/proc/sys"}); }), passes()},
        {"all but the core pattern writable",
         both(core_pattern,
              [](World& w) { w.container.readonly_paths = seen_shared({"/proc/sys/kernel/core_pattern"}); }),
         passes()},
        {"only what is beside the settings protected",
         both(core_pattern, [](World& w) { w.container.readonly_paths = seen_shared({"/proc/sysrq-trigger"}); }),
         violates("core-pattern")},
        {"nobody tells what of /proc is writable",
         both(core_pattern, [](World& w) { w.container.readonly_paths = missing(Cause::not_reported); }),
         is_unknown(Cause::not_reported)},
        {"nobody tells, and another user runs",
         [](World& w) { w.container.readonly_paths = missing(Cause::not_reported); }, passes()},

        {"the release agent, beside the capability for it", release_agent,
         violates({"capability SYS_ADMIN", "release-agent"})},
        {"the release agent, users remapped", both(release_agent, remapped), kRemapped},
        {"the release agent, held by AppArmor", both(release_agent, profile("docker-default")),
         violates("capability SYS_ADMIN")},
        {"cgroup v2 has no release agent",
         both(release_agent, [](World& w) { w.engine.cgroup_version = seen(std::int64_t{2}); }),
         violates("capability SYS_ADMIN")},
        {"writable cgroups without the capability",
         [](World& w) {
           unconfined(w);
           w.container.user = seen("0");
           w.engine.cgroup_version = seen(std::int64_t{1});
           w.container.security_options = seen(SecurityOptions{.writable_cgroups = true});
         },
         passes()},

        {"processes of a privileged container", among_privileged_processes, violates("ptrace agent")},
        {"processes of a privileged container, which joined its own",
         [](World& w) {
           among_privileged_processes(w);
           w.container.pid_mode = seen("");
           w.others[0].pid_mode = seen("container:web");
         },
         violates("ptrace agent")},
        {"processes of a privileged container, both in a third one's namespace",
         [](World& w) {
           among_privileged_processes(w);
           w.others[0].pid_mode = w.container.pid_mode = seen("container:pause");
           w.others.push_back(World().container);
           w.others.back().id = std::string(64, 'e');
           w.others.back().name = "pause";
         },
         violates("ptrace agent")},
        {"processes of a privileged container, users of both remapped", both(among_privileged_processes, remapped),
         passes()},
        {"processes of a privileged container, only its users remapped",
         [](World& w) {
           among_privileged_processes(w);
           w.remap_users();
           w.container.userns_mode = seen("host");
         },
         passes()},
        {"processes of a privileged container, held by AppArmor",
         both(among_privileged_processes, profile("docker-default")), passes()},
        {"processes of a privileged container, without tracing",
         both(among_privileged_processes, [](World& w) { w.container.cap_add = seen_texts({}); }), passes()},
        {"tracing beside a privileged container that keeps to itself",
         both(among_privileged_processes, [](World& w) { w.container.pid_mode = seen(""); }), passes()},
        {"tracing beside a privileged container that joined a third one's processes",
         [](World& w) {
           among_privileged_processes(w);
           w.container.pid_mode = seen("");
           w.others[0].pid_mode = seen("container:pause");
           w.others.push_back(World().container);
           w.others.back().id = std::string(64, 'e');
           w.others.back().name = "pause";
         },
         passes()},
        {"processes of a container that is not privileged",
         both(among_privileged_processes, [](World& w) { w.others[0].privileged = seen(false); }), passes()},
        {"processes of a container of which nobody tells whether it is privileged",
         both(among_privileged_processes, [](World& w) { w.others[0].privileged = missing(); }), is_unknown()},
        {"processes of a container that was not seen",
         both(among_privileged_processes, [](World& w) { w.container.pid_mode = seen("container:gone"); }),
         is_unknown(Cause::unresolved)},
        {"processes of a privileged container, and nobody tells whose it joins",
         both(among_privileged_processes, [](World& w) { w.others[0].pid_mode = missing(); }), is_unknown()},

        {"privileges not reported", [](World& w) { w.container.privileged = missing(Cause::null); },
         is_unknown(Cause::null)},
        {"a way found, whatever is not reported",
         [](World& w) {
           w.bind("/run/docker.sock");
           w.container.privileged = missing();
           w.container.cap_drop = missing();
           w.container.user = missing();
           w.container.devices = missing();
         },
         violates("engine-socket /run/docker.sock")},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
        {"a container joins its namespaces from nobody knows where",
         [](World& w) {
           unconfined(w);
           w.container.cap_add = seen_texts({"SYS_PTRACE"});
           w.container.pid_mode = missing();
         },
         is_unknown()},
    }};

namespace {

World every_way() {
  World w;
  privileged(w);
  w.bind("/var/run/docker.sock");
  w.bind("/etc");
  w.container.cap_add = seen_texts({"ALL", "MKNOD"});
  w.container.devices = seen({Device{"/dev/sda", "/dev/sda", "rwm"}});
  w.container.device_cgroup_rules = seen_texts({"a"});
  w.container.readonly_paths = seen_shared({});
  w.container.user = seen("root");
  w.engine.cgroup_version = seen(std::int64_t{1});
  add_privileged_neighbour(w);
  w.container.pid_mode = seen("container:agent");
  return w;
}

TEST(RootEquivalent, GivesEachWayItsReason) {
  const Verdict verdict = judge_in(rule("root-equivalent"), every_way());
  for (const Item& item : verdict.items) EXPECT_NE(item.reason, "") << item.key;
}

TEST(RootEquivalent, NamesTheRuleThatTellsTheSame) {
  std::map<std::string, std::string_view> follows;
  for (const Item& item : judge_in(rule("root-equivalent"), every_way()).items) follows[item.key] = item.implied_by;
  using ::testing::Pair;
  EXPECT_THAT(
      follows,
      ::testing::UnorderedElementsAre(
          Pair("privileged", "privileged"), Pair("engine-socket /var/run/docker.sock", "docker-socket-mounted"),
          Pair("writable-path /etc", "sensitive-host-path-writable"),
          Pair("capability SYS_ADMIN", "capability-root-equivalent"),
          Pair("capability SYS_MODULE", "capability-root-equivalent"),
          Pair("capability SYS_RAWIO", "capability-root-equivalent"),
          Pair("capability DAC_READ_SEARCH", "capability-root-equivalent"),
          Pair("capability BPF", "capability-root-equivalent"),
          Pair("capability PERFMON", "capability-root-equivalent"), Pair("device /dev/sda", "block-device-exposed"),
          Pair("device-rule a", "device-cgroup-rule-wide"), Pair("core-pattern", ""),
          Pair("release-agent", "capability-root-equivalent"), Pair("ptrace agent", "")));
}

TEST(RootEquivalent, FollowsFromViolationsOnly) {
  const World w = every_way();
  for (const Item& item : judge_in(rule("root-equivalent"), w).items) {
    if (item.implied_by.empty()) continue;
    EXPECT_EQ(judge_in(*find_rule(item.implied_by), w).kind, VerdictKind::violation) << item.key;
  }
}

TEST(RootEquivalent, FixClosesEveryWay) {
  World w = every_way();
  w.container.cap_add = seen_texts({"SYS_ADMIN", "SYS_PTRACE", "MKNOD"});
  EXPECT_THAT(
      spelled(fix_in(rule("root-equivalent"), w)),
      ::testing::ElementsAre(
          "- --privileged | privileged: true",
          "- --volume=/var/run/docker.sock:/mnt | volumes: [\"/var/run/docker.sock:/mnt\"]",
          "- --volume=/etc:/mnt | volumes: [\"/etc:/mnt\"]", "- --cap-add=SYS_ADMIN | cap_add: [\"SYS_ADMIN\"]",
          "- --device=/dev/sda | devices: [\"/dev/sda\"]", "- --device-cgroup-rule=a | device_cgroup_rules: [\"a\"]",
          "- --security-opt=systempaths=unconfined | security_opt: [\"systempaths=unconfined\"]",
          "- --cap-add=SYS_PTRACE | cap_add: [\"SYS_PTRACE\"]"));
}

}  // namespace
}  // namespace plimsoll::testing
