#include "lib/host/processes/processes.hpp"

#include <gmock/gmock.h>

#include "lib/host/processes/other_engines.hpp"
#include "lib/host/processes/process_text.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kOuter(64, 'b');
const std::string kInContainer = "0::/docker/" + kContainerId + "\n";

ContainerProcesses known(const std::string& id, std::vector<ContainerProcess> processes) {
  return {id, Fact<std::vector<ContainerProcess>>(std::move(processes), Source::host, "/proc/PID")};
}

ContainerProcesses unknown(const std::string& id, Cause cause) {
  return {id, Fact<std::vector<ContainerProcess>>(cause, Source::host, "/proc/PID")};
}

TEST(ProcessText, ANameMayHoldAnything) {
  const auto stat = parse_process_stat("7 (a) S\n1 (b) R 1 1 1 0 -1 2097216 0 0 0 0 0 0 0 0 20 0 3 0 4711 0 0\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->name, "a) S\n1 (b");
  EXPECT_EQ(stat->state, 'R');
  EXPECT_TRUE(stat->kernel_thread);
  EXPECT_EQ(stat->threads, 3);
  EXPECT_EQ(stat->started_ticks, 4711);
}

TEST(ProcessText, AnIllFormedNameBecomesText) {
  const auto stat = parse_process_stat("7 (\xff) S 1 1 1 0 -1 64 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->name, "\xEF\xBF\xBD");
}

TEST(ProcessText, ATruncatedStatIsNone) {
  EXPECT_FALSE(parse_process_stat("7 (a) S 1 1"));
  EXPECT_FALSE(parse_process_stat("7 (a"));
  EXPECT_FALSE(parse_process_stat(""));
}

TEST(ProcessText, ContainerOfACgroup) {
  EXPECT_EQ(container_of("0::/system.slice/docker-" + kContainerId + ".scope\n"), kContainerId);
  EXPECT_EQ(container_of("12:pids:/docker/" + kContainerId + "\n0::/\n"), kContainerId);
  EXPECT_EQ(container_of("0::/machine.slice/libpod-" + kContainerId + ".scope/container\n"), kContainerId);
  EXPECT_EQ(container_of("0::/docker/" + kOuter + "/docker/" + kContainerId + "\n"), kOuter);
}

TEST(ProcessText, OtherCgroupsAreNoContainers) {
  EXPECT_EQ(container_of("0::/system.slice/docker.service\n"), "");
  EXPECT_EQ(container_of("0::/machine.slice/libpod-conmon-" + kContainerId + ".scope\n"), "");
  EXPECT_EQ(container_of("0::/docker/" + kContainerId.substr(1) + "\n"), "");
  EXPECT_EQ(container_of("0::/docker/" + std::string(64, 'g') + "\n"), "");
  EXPECT_EQ(container_of(""), "");
}

TEST(ProcessText, EffectiveUserIsTheSecondOfFour) {
  EXPECT_EQ(effective_user("Name:\tx\nUid:\t1\t2\t3\t4\n"), 2U);
  EXPECT_EQ(effective_user("Name:\tx\n"), std::nullopt);
}

TEST(Processes, AreToldApartByContainer) {
  Tree tree;
  tree.first_process()
      .process(20, {.executable = "/usr/sbin/sshd"})
      .process(21, {.executable = "/usr/sbin/sshd"})
      .process(30, {.executable = "/usr/sbin/nginx", .cgroup = "0::/docker/" + kContainerId + "\n", .uid = 101});
  const auto table = read_processes(HostSource(tree.root()));
  ASSERT_TRUE(table);
  EXPECT_THAT(programs_outside(*table), ElementsAre(HostProgram{"sshd", 2}, HostProgram{"systemd", 1}));
  EXPECT_THAT(processes_of_containers(*table), ElementsAre(known(kContainerId, {ContainerProcess{"nginx", 101}})));
}

TEST(Processes, AReplacedProgramKeepsItsName) {
  Tree tree;
  tree.first_process().process(20, {.executable = "/usr/sbin/dockerd (deleted)"});
  const auto table = read_processes(HostSource(tree.root()));
  EXPECT_EQ(*table->back().executable, "/usr/sbin/dockerd");
}

TEST(Processes, WithoutAProgramTheirOwnNameCounts) {
  Tree tree;
  tree.first_process().process(20, {.executable = "", .name = "cron"});
  const auto table = read_processes(HostSource(tree.root()));
  EXPECT_EQ(table->back().program, "cron");
}

TEST(Processes, KernelThreadsAndEndedOnesAreLeftOut) {
  Tree tree;
  tree.first_process()
      .process(20, {.executable = "", .name = "kworker/0:1", .flags = 0x00200000})
      .process(21, {.executable = "", .name = "zombie", .state = 'Z'})
      .directory("/proc/22");
  EXPECT_EQ(read_processes(HostSource(tree.root()))->size(), 1U);
}

/// Its first thread may have ended while others run.
TEST(Processes, AnEndedFirstThreadHidesNoProcess) {
  Tree tree;
  tree.first_process().process(20, {.executable = "", .name = "sshd", .state = 'Z', .threads = 2});
  EXPECT_EQ(read_processes(HostSource(tree.root()))->back().program, "sshd");
}

/// A container may give its process more groups than we read of.
TEST(Processes, AnEndlessStatusHidesNoUser) {
  Tree tree;
  tree.first_process()
      .process(30, {.executable = "/usr/sbin/nginx", .cgroup = kInContainer})
      .file("/proc/30/status", "Name:\tx\nUid:\t0\t7\t0\t0\nGroups:\t" + std::string(700'000, '1') + "\n");
  EXPECT_THAT(processes_of_containers(*read_processes(HostSource(tree.root()))),
              ElementsAre(known(kContainerId, {ContainerProcess{"nginx", 7}})));
}

TEST(Processes, OneThatCannotBeReadCostsItsContainerOnly) {
  Tree tree;
  tree.first_process()
      .process(30, {.executable = "/usr/sbin/nginx", .cgroup = kInContainer})
      .process(31, {.executable = "/usr/sbin/nginx", .cgroup = kInContainer})
      .process(40, {.executable = "/usr/sbin/nginx", .cgroup = "0::/docker/" + kOuter + "\n"})
      .process(50, {.executable = "/usr/sbin/cron"})
      .file("/proc/31/status", "nonsense");
  std::filesystem::remove(tree.outside("/proc/50/cgroup"));
  tree.fifo("/proc/50/cgroup");
  const auto table = read_processes(HostSource(tree.root()));
  ASSERT_TRUE(table);
  EXPECT_THAT(processes_of_containers(*table),
              ElementsAre(unknown(kContainerId, Cause::malformed), known(kOuter, {ContainerProcess{"nginx", 0}})));
  EXPECT_THAT(programs_outside(*table), ElementsAre(HostProgram{"systemd", 1}));
}

TEST(Processes, WhatAContainersProcessCallsItselfIsNoProgram) {
  const ProcessTable table = {
      {.id = 1, .program = "nginx", .executable = std::string("/usr/sbin/nginx"), .container = kContainerId},
      {.id = 2, .program = "web", .executable = Cause::no_permission, .container = kContainerId, .uid = 7U},
      {.id = 3, .program = "web", .executable = Cause::unreadable, .container = kOuter}};
  EXPECT_THAT(processes_of_containers(table),
              ElementsAre(known(kContainerId, {ContainerProcess{"nginx", 0}, ContainerProcess{"", 7}}),
                          unknown(kOuter, Cause::unreadable)));
}

TEST(Processes, AProgramThatIsHiddenSaysWhy) {
  const Unprivileged unprivileged;
  const auto process = read_process(HostSource("/"), 1);
  ASSERT_TRUE(process);
  EXPECT_EQ(process->executable.error(), Cause::no_permission);
}

TEST(Processes, HiddenOnesAreNotNone) {
  Tree tree;
  tree.process(20, {.executable = "/usr/bin/plimsolld"});
  EXPECT_EQ(read_processes(HostSource(tree.root())).error(), Cause::no_permission);
}

TEST(OtherEngines, AreThoseOutsideContainersBesidesTheAudited) {
  const ProcessTable table = {{.id = 1, .program = "dockerd"},
                              {.id = 2, .program = "kubelet"},
                              {.id = 3, .program = "podman", .container = kContainerId}};
  Tree tree;
  EXPECT_THAT(*other_engines(HostSource(tree.root()), table, EngineKind::docker), ElementsAre("kubelet"));
  EXPECT_THAT(*other_engines(HostSource(tree.root()), table, EngineKind::podman), ElementsAre("dockerd", "kubelet"));
}

TEST(OtherEngines, ASecondDockerIsOne) {
  const ProcessTable table = {{.id = 1, .program = "dockerd"}, {.id = 2, .program = "dockerd"}};
  Tree tree;
  EXPECT_THAT(*other_engines(HostSource(tree.root()), table, EngineKind::docker), ElementsAre("dockerd"));
}

TEST(OtherEngines, ContainerdNamespacesWithTasksThatAreNotDockers) {
  Tree tree;
  const std::string folder = "/run/containerd/io.containerd.runtime.v2.task/";
  tree.directory(folder + "moby/" + kContainerId)
      .directory(folder + "k8s.io/" + kContainerId)
      .directory(folder + "empty");
  EXPECT_THAT(*other_engines(HostSource(tree.root()), {}, EngineKind::docker), ElementsAre("containerd:k8s.io"));
}

TEST(OtherEngines, NamespacesThatCannotBeListedAreNotNone) {
  Tree tree;
  const std::string folder = "/run/containerd/io.containerd.runtime.v2.task";
  tree.directory(folder + "/k8s.io", 0);
  const Unprivileged unprivileged;
  const HostSource source(tree.root());
  EXPECT_EQ(other_engines(source, {}, EngineKind::docker).error(), Cause::no_permission);
  EXPECT_THAT(*other_engines(source, {{.id = 1, .program = "crio"}}, EngineKind::docker), ElementsAre("crio"));
}

}  // namespace
}  // namespace plimsoll::host
