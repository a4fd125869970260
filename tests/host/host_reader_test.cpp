#include "plimsoll/host.hpp"

#include <gmock/gmock.h>

#include "lib/host/host_reading.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::seconds kPatience{30};

/// A small host with an engine, one container and its image.
void set_up(Tree& tree) {
  tree.first_process()
      .process(20, {.executable = "/usr/bin/dockerd", .command_line = "dockerd"})
      .process(30, {.executable = "/usr/sbin/nginx", .cgroup = "0::/docker/" + kContainerId + "\n", .uid = 7})
      .file("/proc/stat", "btime 1000\n")
      .file("/proc/sys/kernel/core_pattern", "core\n")
      .file("/proc/20/net/tcp", "")
      .directory("/proc/20/fd")
      .file("/proc/20/mountinfo", "1 0 8:1 / / rw - a b c\n")
      .file("/usr/bin/dockerd", "", 0755)
      .file("/etc/passwd", "")
      .file("/etc/group", "")
      .file("/run/docker.sock", "")
      .directory("/var/lib/docker")
      .file("/layer/su", "", 04755);
}

Snapshot snapshot_of_engine() {
  Snapshot snapshot;
  snapshot.host.name = "host";
  snapshot.host.refused_policy = Fact<std::string>("why", Source::plimsoll, "policy");
  snapshot.engine.version = "28.0.1";
  snapshot.engine.socket_path = "/run/docker.sock";
  snapshot.engine.root_directory = Fact<std::string>("/var/lib/docker", Source::engine, "DockerRootDir");
  const auto container = std::make_shared<ContainerFacts>();
  container->id = kContainerId;
  snapshot.containers.push_back(container);
  ImageFacts& image = snapshot.images["sha256:a"];
  image.id = "sha256:a";
  image.layers = Fact<std::vector<ImageLayer>>({{"sha256:1", "/layer"}}, Source::engine, "GraphDriver");
  return snapshot;
}

TEST(HostReader, FillsWhatTheHostTells) {
  Tree tree;
  set_up(tree);
  Snapshot snapshot = snapshot_of_engine();
  HostReader({.root = tree.root(), .deadline = kPatience, .wait_for_layers = kPatience}).read(snapshot);
  EXPECT_EQ(snapshot.host.name, "host");
  EXPECT_EQ(*snapshot.host.refused_policy, "why");
  EXPECT_TRUE(snapshot.host.kernel_settings);
  EXPECT_TRUE(snapshot.host.engine_files);
  EXPECT_TRUE(snapshot.host.audit_rules);
  EXPECT_TRUE(snapshot.host.engine_group);
  EXPECT_EQ(*snapshot.host.data_root_mount_point, "/");
  EXPECT_THAT(*snapshot.host.programs, ElementsAre(HostProgram{"dockerd", 1}, HostProgram{"systemd", 1}));
  EXPECT_THAT(*snapshot.host.container_processes,
              ElementsAre(ContainerProcesses{
                  kContainerId, Fact<std::vector<ContainerProcess>>({{"nginx", 7}}, Source::host, "/proc/PID")}));
  EXPECT_THAT(*snapshot.host.other_engines, IsEmpty());
  EXPECT_TRUE(*snapshot.engine.settings.iptables);
  EXPECT_THAT(*snapshot.engine.listeners, IsEmpty());
  EXPECT_THAT(*snapshot.images["sha256:a"].privileged_files, ElementsAre(PrivilegedFile{"/su", true, false, false}));
  EXPECT_EQ(snapshot.images["sha256:a"].scan.cause(), Cause::not_configured);
}

TEST(HostReader, WithoutAHostEverythingSaysWhy) {
  Snapshot snapshot = snapshot_of_engine();
  HostReader({.root = "/no/such/root", .deadline = kPatience, .wait_for_layers = kPatience}).read(snapshot);
  EXPECT_FALSE(snapshot.host.kernel_settings);
  EXPECT_FALSE(snapshot.host.programs);
  EXPECT_FALSE(snapshot.host.data_root_mount_point);
  EXPECT_FALSE(snapshot.engine.settings.iptables);
  EXPECT_FALSE(snapshot.images["sha256:a"].privileged_files);
}

TEST(HostReader, PodmanHasNoSettingsOfDockers) {
  Tree tree;
  set_up(tree);
  Snapshot snapshot = snapshot_of_engine();
  snapshot.engine.kind = EngineKind::podman;
  HostReader({.root = tree.root(), .deadline = kPatience}).read(snapshot);
  EXPECT_EQ(snapshot.engine.settings.iptables.cause(), Cause::not_reported);
}

TEST(ProbeResults, WhatWasNotReadInTimeTimedOut) {
  const ProbeRequest question = probe_request_for(snapshot_of_engine());
  ProbeResults board(question);
  board.put([](HostAnswers& answers) {
    answers.host.data_root_mount_point = Fact<std::string>("/", Source::host, "mountinfo");
  });
  Snapshot snapshot = snapshot_of_engine();
  fill(snapshot, board.answers());
  EXPECT_EQ(*snapshot.host.data_root_mount_point, "/");
  EXPECT_EQ(snapshot.host.programs.cause(), Cause::timed_out);
  EXPECT_EQ(snapshot.host.engine_files.cause(), Cause::timed_out);
  EXPECT_EQ(snapshot.engine.settings.hosts.cause(), Cause::timed_out);
  EXPECT_EQ(snapshot.engine.listeners.cause(), Cause::timed_out);
  EXPECT_EQ(snapshot.images["sha256:a"].scan.cause(), Cause::timed_out);
}

/// The processes that a prober tells about, after it was asked while `running` ran.
class Prober {
 public:
  explicit Prober(const Tree& tree)
      : prober_(std::make_shared<const HostSource>(tree.root()), {}, std::make_shared<ParsedReports>()) {}

  [[nodiscard]] std::size_t containers(std::set<std::string> running) {
    ProbeRequest question = probe_request_for(snapshot_of_engine());
    question.running = std::move(running);
    ProbeResults board(question);
    prober_.answer(question, board);
    return board.answers().host.container_processes->size();
  }

 private:
  HostProber prober_;
};

TEST(HostProber, LooksAgainForAContainerThatItDidNotSee) {
  Tree tree;
  set_up(tree);
  Prober prober(tree);
  const std::string other(64, 'b');
  EXPECT_EQ(prober.containers({kContainerId}), 1U);
  tree.process(31, {.executable = "/x", .cgroup = "0::/docker/" + other + "\n"});
  EXPECT_EQ(prober.containers({kContainerId}), 1U);
  EXPECT_EQ(prober.containers({kContainerId, other}), 2U);
}

}  // namespace
}  // namespace plimsoll::host
