// What the kernel says of a container, read from trees that look like /proc and /sys/fs/cgroup of either version.

#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>

#include "lib/host/processes/container_processes.hpp"
#include "lib/host/processes/effective_reader.hpp"
#include "lib/host/processes/process_credentials.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr CapabilityMask kDefaults = 0xa80425fb;
constexpr CapabilityMask kEverything = 0x1ffffffffff;
const std::string kGroup = "/docker/" + kContainerId;
const std::string kVersion2 = "0::" + kGroup + "\n";
const std::string kHostMap = "         0          0 4294967295\n";

constexpr std::chrono::seconds kRefresh{300};

struct Person {
  std::string name = "web";
  int parent = 1;
  unsigned uid = 0;
  CapabilityMask capabilities = kDefaults;
  std::string seccomp = "2";
  std::string state = "S (sleeping)";
  std::string label = "docker-default (enforce)\n";
  std::string user_map = kHostMap;
  std::string cgroup = kVersion2;
  long started_ticks = 100;
};

std::string status_of(const Person& person) {
  const std::string uid = std::to_string(person.uid);
  std::ostringstream mask;
  mask << std::hex << person.capabilities;
  const std::string ids = uid + "\t" + uid + "\t" + uid + "\t" + uid + "\n";
  std::string text = "Name:\t" + person.name + "\nState:\t" + person.state + "\nPPid:\t" +
                     std::to_string(person.parent) + "\nUid:\t" + ids + "Gid:\t" + ids + "Threads:\t1\n";
  for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd"}) text += std::string(set) + ":\t" + mask.str() + "\n";
  text += "CapAmb:\t0\nNoNewPrivs:\t0\n";
  return person.seccomp.empty() ? text : text + "Seccomp:\t" + person.seccomp + "\n";
}

/// A host with a container.
class Host {
 public:
  Host() { tree.first_process(); }

  Host& person(int id, const Person& person) {
    tree.process(id, {.executable = "/x", .name = person.name, .started_ticks = person.started_ticks});
    const std::string folder = "/proc/" + std::to_string(id);
    tree.file(folder + "/status", status_of(person)).file(folder + "/uid_map", person.user_map);
    tree.file(folder + "/cgroup", person.cgroup).file(folder + "/attr/current", person.label);
    return *this;
  }
  Host& group(std::string_view processes, std::string_view below = "") {
    tree.file("/sys/fs/cgroup" + kGroup + std::string(below) + "/cgroup.procs", processes);
    return *this;
  }
  Host& setting(const std::string& file, std::string_view text) {
    tree.file("/sys/fs/cgroup/" + file, text);
    return *this;
  }
  [[nodiscard]] Answer<EffectiveState> read(int pid = 10) const {
    const HostSource source(tree.root());
    NsenterProcesses nsenter_processes(kRefresh);
    nsenter_processes.refresh(source, {});
    const auto host_namespaces = read_host_namespaces(source);
    return read_effective_state(source, {kContainerId, pid}, {host_namespaces, nsenter_processes, startup_grace});
  }

  Tree tree;
  std::chrono::seconds startup_grace{0};
};

std::vector<unsigned> users(const Answer<EffectiveState>& state) {
  std::vector<unsigned> uids;
  for (const ProcessCredentials& process : state->processes) uids.push_back(process.uid);
  return uids;
}

TEST(Effective, OfOneProcess) {
  Host host;
  host.person(10, {.uid = 7}).group("10\n");
  const auto state = host.read();
  ASSERT_TRUE(state);
  const ProcessCredentials expected{.uid = 7,
                                    .effective_uid = 7,
                                    .saved_uid = 7,
                                    .gid = 7,
                                    .effective_gid = 7,
                                    .permitted = kDefaults,
                                    .effective = kDefaults,
                                    .bounding = kDefaults,
                                    .seccomp = SeccompMode::filter,
                                    .label = "docker-default (enforce)"};
  EXPECT_THAT(state->processes, ElementsAre(expected));
  EXPECT_EQ(state->root_uid, 0);
}

TEST(Effective, IsYoungMomentsAfterItsStart) {
  constexpr long kJustNow = 1'000'000'000'000;
  for (const auto& [started_ticks, starting_up] : {std::pair(kJustNow, true), std::pair(0L, false)}) {
    Host host;
    host.startup_grace = std::chrono::seconds(30);
    host.person(10, {.started_ticks = started_ticks}).group("10\n");
    EXPECT_EQ(host.read()->starting_up, starting_up) << started_ticks;
  }
}

TEST(Effective, ProcessesThatAreAlikeAreToldOnce) {
  Host host;
  host.person(10, {}).person(11, {.parent = 10, .uid = 7}).person(12, {.parent = 10, .uid = 7});
  host.person(13, {.parent = 11, .uid = 3}).person(14, {.parent = 10}).group("14\n13\n12\n11\n10\n");
  EXPECT_THAT(users(host.read()), ElementsAre(0, 3, 7));
}

TEST(Effective, GroupsBelowBelongToTheContainer) {
  Host host;
  const std::string below = "0::" + kGroup + "/init/deep\n";
  host.person(10, {}).person(11, {.parent = 10, .uid = 5, .cgroup = below}).group("10\n");
  host.group("", "/init").group("11\n", "/init/deep");
  EXPECT_THAT(users(host.read()), ElementsAre(0, 5));
}

TEST(Effective, AFirstProcessThatMovedBelowIsStillIn) {
  Host host;
  host.person(10, {.cgroup = "0::" + kGroup + "/init\n"}).group("").group("10\n", "/init");
  EXPECT_THAT(users(host.read()), ElementsAre(0));
}

TEST(Effective, Version2IsFoundAlsoBesideAHierarchyOfVersion1) {
  const std::string both = "3:net_cls:/\n" + kVersion2;
  Host plain;
  plain.person(10, {.uid = 7, .cgroup = both}).group("10\n");
  EXPECT_THAT(users(plain.read()), ElementsAre(7)) << "mounted at /sys/fs/cgroup, as systemd mounts it";
  Host hybrid;
  hybrid.person(10, {.uid = 7, .cgroup = both}).setting("unified" + kGroup + "/cgroup.procs", "10\n");
  EXPECT_THAT(users(hybrid.read()), ElementsAre(7)) << "systemd's hybrid layout";
}

TEST(Effective, AGroupThatCannotBeReadHidesNoProcess) {
  Host host;
  host.person(10, {.uid = 7}).group("10\n");
  host.tree.link("/sys/fs/cgroup" + kGroup + "/below/cgroup.procs",
                 "cgroup.procs");  // ELOOP, as ENAMETOOLONG of a deep group
  EXPECT_EQ(host.read().error(), Cause::unreadable);
}

TEST(Effective, ALabelThatCannotBeReadIsNoMissingModule) {
  Host host;
  host.person(10, {.uid = 7}).group("10\n");
  std::filesystem::remove(host.tree.outside("/proc/10/attr/current"));
  host.tree.link("/proc/10/attr/current", "current");
  EXPECT_EQ(host.read()->processes.front().label, std::nullopt);
}

TEST(Effective, AReusedFirstPidIsNotTheContainers) {
  const std::string similar = "0::/docker/" + std::string(63, 'a') + "b\n";
  for (const std::string& cgroup : {similar, std::string("0::/user.slice\n"), std::string()}) {
    Host host;
    host.person(10, {.cgroup = cgroup}).group("10\n");
    EXPECT_EQ(host.read().error(), Cause::unresolved) << cgroup;
  }
}

TEST(Effective, AContainerInAContainerIsTheOutersOwn) {
  Host host;
  host.person(10, {.cgroup = "0::/docker/" + std::string(64, 'b') + kGroup + "\n"}).group("10\n");
  EXPECT_EQ(host.read().error(), Cause::unresolved);
}

TEST(Effective, AReusedPidInTheListIsLeftOut) {
  Host host;
  host.person(10, {.uid = 7}).person(11, {.parent = 10, .uid = 0, .cgroup = "0::/user.slice\n"}).group("10\n11\n12\n");
  host.person(13, {.uid = 0, .cgroup = "0::" + kGroup + "b\n"}).group("10\n11\n12\n13\n");
  EXPECT_THAT(users(host.read()), ElementsAre(7));
}

TEST(Effective, WithoutProcessOrPermission) {
  Host host;
  EXPECT_EQ(host.read().error(), Cause::unresolved);
  std::filesystem::remove_all(host.tree.outside("/proc/1"));
  EXPECT_EQ(host.read().error(), Cause::no_permission) << "hidden are all of them";
}

TEST(Effective, APermissionThatLacksIsSaid) {
  Host host;
  host.person(10, {}).group("10\n").tree.mode_of("/proc/10/status", 0);
  const Unprivileged unprivileged;
  EXPECT_EQ(host.read().error(), Cause::no_permission);
}

TEST(Effective, AStatusThatIsNoneIsMalformed) {
  for (const char* text : {"", "Name:\tx\n", "Uid:\t0\t0\n", "PPid:\t1\nUid:\t0\t0\t0\t-1\n"}) {
    Host host;
    host.person(10, {}).group("10\n").tree.file("/proc/10/status", text);
    EXPECT_EQ(host.read().error(), Cause::malformed) << text;
  }
}

TEST(Effective, MoreProcessesThanAreReadAreTooMany) {
  Host host;
  std::string ids;
  for (int id = 10; id < 10'011; ++id) ids += std::to_string(id) + "\n";
  host.person(10, {}).group(ids);
  EXPECT_EQ(host.read().error(), Cause::too_large);
}

TEST(Effective, ProcessesThatEndedAreLeftOut) {
  Host host;
  host.person(10, {.uid = 7}).person(11, {.parent = 10, .state = "Z (zombie)"}).group("10\n11\n");
  EXPECT_THAT(users(host.read()), ElementsAre(7));
}

TEST(Effective, WhatTheRuntimeIsStillStartingIsNotTheContainersYet) {
  constexpr long kLater = 1'000'000'000'000;
  Host host;
  host.person(10, {.uid = 7});
  host.person(11, {.name = "runc:[2:INIT]", .capabilities = kEverything, .started_ticks = kLater}).group("10\n11\n");
  EXPECT_THAT(users(host.read()), ElementsAre(7));
}

TEST(Effective, AContainerThatIsStillBeingStartedIsWaitedForOrNotKnown) {
  constexpr long kLater = 1'000'000'000'000;
  Host host;
  host.person(10, {.name = "runc:[2:INIT]", .started_ticks = kLater}).group("10\n");
  EXPECT_EQ(host.read().error(), Cause::unresolved);
  host.startup_grace = std::chrono::seconds(30);
  EXPECT_EQ(host.read().error(), Cause::pending);
}

TEST(Effective, WhatCallsItselfARuntimeForLongIsRead) {
  Host host;
  host.person(10, {.uid = 7}).person(11, {.name = "runc:[2:INIT]", .capabilities = kEverything}).group("10\n11\n");
  EXPECT_THAT(users(host.read()), ElementsAre(7, 0));
}

TEST(Effective, WhoEnteredFromOutsideIsToldApart) {
  Host host;
  host.person(10, {.uid = 7}).person(20, {.parent = 1}).person(21, {.parent = 20, .uid = 3});
  host.person(11, {.parent = 10, .uid = 4}).group("10\n11\n20\n21\n");
  std::vector<std::pair<unsigned, bool>> seen;
  const auto state = host.read();
  for (const auto& process : state->processes) seen.emplace_back(process.uid, process.injected);
  EXPECT_THAT(seen, ElementsAre(std::pair(7U, false), std::pair(4U, false), std::pair(0U, true), std::pair(3U, true)));
}

TEST(Effective, ChildrenOfWhatEndedMeanwhileAreNotFromOutside) {
  Host host;
  host.person(10, {.uid = 7}).person(12, {.parent = 11, .uid = 4}).group("10\n11\n12\n");
  EXPECT_FALSE(host.read()->processes.back().injected);
}

TEST(Members, ALineOfParentsThatLeadsBackToItselfEnds) {
  std::vector<ContainerProcess> members = {
      {1, 0, ProcessCredentials{}}, {2, 3, ProcessCredentials{}}, {3, 2, ProcessCredentials{}}};
  mark_injected(members);
  EXPECT_FALSE(members[0].credentials->injected);
  EXPECT_TRUE(members[1].credentials->injected);
  EXPECT_TRUE(members[2].credentials->injected);
}

TEST(Effective, AUserNamespaceOfItsOwnIsNested) {
  Host host;
  host.person(10, {.user_map = "0 100000 65536\n"});
  host.person(11, {.parent = 10, .uid = 1, .user_map = "0 100000 1\n"});
  host.person(12, {.parent = 10, .uid = 2, .user_map = ""});
  host.person(13, {.parent = 1, .uid = 3, .user_map = kHostMap}).group("10\n11\n12\n13\n");
  const auto state = host.read();
  std::vector<bool> nested;
  for (const auto& process : state->processes) nested.push_back(process.nested_user_namespace);
  EXPECT_EQ(state->root_uid, 100000);
  EXPECT_EQ(users(state), (std::vector<unsigned>{0, 1, 2, 3}));
  EXPECT_THAT(nested, ElementsAre(false, true, true, false)) << "the last one is the host's, not nested";
}

TEST(Effective, AKernelWithoutSeccompOrLabels) {
  Host host;
  host.person(10, {.seccomp = ""}).group("10\n");
  std::filesystem::remove(host.tree.outside("/proc/10/attr/current"));
  const auto state = host.read();
  EXPECT_EQ(state->processes.front().seccomp, SeccompMode::not_supported);
  EXPECT_EQ(state->processes.front().label, "");
}

/// Namespaces 1 are the host's.
void in_namespaces(Host& host, int id, int mount, int process) {
  const std::string folder = "/proc/" + std::to_string(id) + "/ns/";
  for (const char* name : {"cgroup", "ipc", "net", "user", "uts"}) host.tree.link(folder + name, "other:[1]");
  host.tree.link(folder + "mnt", "mnt:[" + std::to_string(mount) + "]");
  host.tree.link(folder + "pid", "pid:[" + std::to_string(process) + "]");
}

TEST(Effective, WhoJoinedANamespaceIsOneOfThem) {
  Host host;
  in_namespaces(host, 1, 1, 1);
  host.person(10, {.uid = 7}).group("10\n");
  in_namespaces(host, 10, 2, 3);
  host.person(50, {.uid = 0, .capabilities = kEverything, .seccomp = "0", .cgroup = "0::/user.slice\n"});
  in_namespaces(host, 50, 2, 1);
  host.person(51, {.uid = 5, .cgroup = "0::/user.slice\n"});
  in_namespaces(host, 51, 1, 3);
  const auto state = host.read();
  EXPECT_THAT(users(state), ElementsAre(7, 0, 5));
  EXPECT_TRUE(state->processes[1].injected);
  EXPECT_EQ(state->processes[1].effective, kEverything);
}

TEST(Effective, WhereTheHostsNamespacesMayNotBeReadAMountNamespaceTells) {
  Host host;
  host.person(10, {.uid = 7}).group("10\n");
  in_namespaces(host, 10, 2, 1);
  host.person(50, {.uid = 1, .cgroup = "0::/user.slice\n"});
  in_namespaces(host, 50, 2, 1);
  host.person(51, {.uid = 2, .cgroup = "0::/user.slice\n"});
  in_namespaces(host, 51, 1, 1);
  EXPECT_THAT(users(host.read()), ElementsAre(7, 1));
}

TEST(Effective, WhoIsElsewhereHasNotJoined) {
  Host host;
  in_namespaces(host, 1, 1, 1);
  host.person(10, {.uid = 7}).group("10\n");
  in_namespaces(host, 10, 2, 1);  // --pid=host
  host.person(50, {.uid = 1, .cgroup = "0::/user.slice\n"});
  in_namespaces(host, 50, 1, 1);
  host.person(51, {.uid = 2, .cgroup = "0::/system.slice/private.service\n"});
  in_namespaces(host, 51, 9, 1);
  host.person(52, {.uid = 3, .cgroup = "0::/docker/" + std::string(64, 'b') + "\n"});  // --pid=container:NAME
  in_namespaces(host, 52, 2, 1);
  EXPECT_THAT(users(host.read()), ElementsAre(7));
}

TEST(Effective, NamespacesOfTheHost) {
  Host host;
  host.person(10, {}).group("10\n");
  EXPECT_EQ(host.read()->host_namespaces, std::nullopt);
  for (const char* name : {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"}) {
    const bool own = std::string_view(name) == "mnt" || std::string_view(name) == "pid";
    host.tree.link(std::string("/proc/1/ns/") + name, std::string(name) + ":[1]");
    host.tree.link(std::string("/proc/10/ns/") + name, std::string(name) + (own ? ":[2]" : ":[1]"));
  }
  using enum NamespaceKind;
  EXPECT_THAT(*host.read()->host_namespaces, ElementsAre(cgroup, ipc, network, user, uts));
}

TEST(Limits, OfVersion2) {
  Host host;
  const std::string group = kGroup.substr(1) + "/";
  host.person(10, {}).group("10\n");
  host.setting(group + "memory.max", "268435456\n").setting(group + "memory.swap.max", "1048576\n");
  host.setting(group + "pids.max", "100\n").setting(group + "cpu.max", "50000 100000\n");
  host.setting(group + "cpu.weight", "39\n").setting(group + "cpuset.cpus.effective", "0\n");
  host.setting("cpuset.cpus.effective", "0-1\n");
  EXPECT_EQ(host.read()->limits, (CgroupLimits{268435456, 268435456 + 1048576, 100, 50000, 100000, true, true}));
}

TEST(Limits, OfVersion2WithNone) {
  Host host;
  const std::string group = kGroup.substr(1) + "/";
  host.person(10, {}).group("10\n");
  host.setting(group + "memory.max", "max\n").setting(group + "memory.swap.max", "max\n");
  host.setting(group + "pids.max", "max\n").setting(group + "cpu.max", "max 100000\n");
  host.setting(group + "cpu.weight", "100\n").setting(group + "cpuset.cpus.effective", "0-1\n");
  host.setting("cpuset.cpus.effective", "0-1\n");
  EXPECT_EQ(host.read()->limits, (CgroupLimits{kNoLimit, kNoLimit, kNoLimit, kNoLimit, 100000, false, false}));
}

TEST(Limits, OfVersion1) {
  Host host;
  std::string lines;
  for (const char* line : {"6:cpu,cpuacct:", "5:cpuset:", "4:memory:/outer", "3:pids:", "2:name=systemd:"}) {
    lines += line + kGroup + "\n";
  }
  host.person(10, {.cgroup = lines + "0::/\n"}).setting("cpu" + kGroup + "/cgroup.procs", "10\n");
  const std::string memory = "memory/outer" + kGroup + "/";
  host.setting(memory + "memory.limit_in_bytes", "268435456\n");
  host.setting(memory + "memory.memsw.limit_in_bytes", "9223372036854771712\n");
  host.setting("pids" + kGroup + "/pids.max", "max\n").setting("cpu" + kGroup + "/cpu.cfs_quota_us", "-1\n");
  host.setting("cpu" + kGroup + "/cpu.cfs_period_us", "100000\n").setting("cpu" + kGroup + "/cpu.shares", "512\n");
  host.setting("cpuset" + kGroup + "/cpuset.cpus", "0-1\n").setting("cpuset/cpuset.cpus", "0-1\n");
  EXPECT_EQ(host.read()->limits, (CgroupLimits{268435456, kNoLimit, kNoLimit, kNoLimit, 100000, true, false}));
}

TEST(Limits, WithoutTheControlsTheyAreNotKnown) {
  Host host;
  host.person(10, {}).group("10\n").setting(kGroup.substr(1) + "/memory.max", "many\n");
  EXPECT_EQ(host.read()->limits, CgroupLimits{});
}

TEST(Limits, APathThatLeadsUpIsNotFollowed) {
  Host host;
  host.person(10, {.cgroup = "0::/.." + kGroup + "\n"}).group("10\n");
  EXPECT_FALSE(host.read());
}

TEST(UserMap, RootOutside) {
  EXPECT_EQ(root_in(kHostMap), 0);
  EXPECT_EQ(root_in("1 1 5\n0 1000 1\n"), 1000);
  EXPECT_EQ(root_in("1 1000 1\n"), -1);
  EXPECT_EQ(root_in(""), -1);
  EXPECT_TRUE(maps_all_to_themselves(kHostMap));
  EXPECT_FALSE(maps_all_to_themselves("0 0 65536\n"));
}

}  // namespace
}  // namespace plimsoll::host
