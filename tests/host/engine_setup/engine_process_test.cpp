#include "lib/host/engine_setup/engine_process.hpp"

#include <gmock/gmock.h>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

constexpr const char* kNoSocket = "/run/no.sock";

Answer<Process> find(const Tree& tree) {
  const HostSource source(tree.root());
  return find_engine_process(source, read_processes(source), EngineKind::docker, kNoSocket);
}

TEST(EngineProcess, ThePidFileNamesIt) {
  Tree tree;
  tree.first_process()
      .process(20, {.executable = "/usr/bin/dockerd"})
      .process(21, {.executable = "/usr/bin/dockerd"})
      .file("/var/run/docker.pid", "21\n");
  EXPECT_EQ(find(tree)->id, 21);
}

TEST(EngineProcess, AStalePidFileNamesAnother) {
  Tree tree;
  tree.first_process()
      .process(20, {.executable = "/usr/bin/dockerd"})
      .process(21, {.executable = "/usr/bin/vim"})
      .file("/var/run/docker.pid", "21");
  EXPECT_EQ(find(tree)->id, 20);
}

TEST(EngineProcess, AnEngineInAContainerIsNot) {
  Tree tree;
  tree.first_process()
      .process(20, {.executable = "/usr/bin/dockerd"})
      .process(99, {.executable = "/usr/bin/dockerd", .cgroup = "0::/docker/" + kContainerId + "\n"});
  EXPECT_EQ(find(tree)->id, 20);
}

TEST(EngineProcess, SeveralOrNoneAreUnresolved) {
  Tree tree;
  tree.first_process();
  EXPECT_EQ(find(tree).error(), Cause::unresolved);
  tree.process(20, {.executable = "/usr/bin/dockerd"}).process(21, {.executable = "/usr/bin/dockerd"});
  EXPECT_EQ(find(tree).error(), Cause::unresolved);
}

TEST(EngineProcess, StartedAfterTheKernel) {
  Tree tree;
  tree.process(20, {.executable = "/usr/bin/dockerd", .started_ticks = 50 * ::sysconf(_SC_CLK_TCK)})
      .file("/proc/stat", "cpu 1 2 3\nbtime 1000\n");
  EXPECT_EQ(started_at(HostSource(tree.root()), 20)->time_since_epoch(), std::chrono::seconds(1050));
}

}  // namespace
}  // namespace plimsoll::host
