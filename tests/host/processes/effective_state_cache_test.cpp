#include "lib/host/processes/effective_state_cache.hpp"

#include <gmock/gmock.h>

#include "plimsoll/host.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::shared_ptr<const ContainerFacts> container(const std::string& id, std::int64_t pid, const char* runtime = "runc") {
  auto facts = std::make_shared<ContainerFacts>();
  facts->id = facts->identity = id;
  facts->pid = {pid, Source::inspect, "State.Pid"};
  facts->runtime = {runtime, Source::inspect, "HostConfig.Runtime"};
  return facts;
}

Snapshot snapshot_of(int containers) {
  Snapshot snapshot;
  for (int i = 0; i < containers; ++i) snapshot.containers.push_back(container(std::to_string(i), 100 + i));
  return snapshot;
}

std::set<std::string> ids_of(const std::vector<EffectiveSubject>& subjects) {
  std::set<std::string> ids;
  for (const auto& subject : subjects) ids.insert(subject.id);
  return ids;
}

EffectiveState state_of(std::uint32_t uid) {
  return {.processes = {{.uid = uid}}, .limits = {}, .host_namespaces = {}};
}

/// Time passes only where a test says so.
class Keeper {
 public:
  std::vector<EffectiveSubject> read(const Snapshot& snapshot) {
    auto due = keeper.pick_stale(snapshot, now);
    EffectiveAnswers answers;
    for (const auto& subject : due) answers.emplace(subject.id, state_of(0));
    keeper.store(due, answers, now);
    return due;
  }

  EffectiveStateCache keeper{600s};
  EffectiveStateCache::Now now{};
};

TEST(EffectiveStateCache, ReadsFirstWhatIsNotKnown) {
  Keeper keeper;
  Snapshot snapshot = snapshot_of(3);
  EXPECT_THAT(keeper.read(snapshot), SizeIs(3));
  EXPECT_THAT(keeper.read(snapshot), IsEmpty());
  snapshot.containers.push_back(container("new", 7));
  snapshot.containers[1] = container("1", 999);  // restarted
  EXPECT_EQ(ids_of(keeper.read(snapshot)), (std::set<std::string>{"1", "new"}));
}

TEST(EffectiveStateCache, ReadsTheYoungAgainUntilTheyAreGrown) {
  Keeper keeper;
  const Snapshot snapshot = snapshot_of(2);
  EffectiveState starting_up = state_of(0);
  starting_up.starting_up = true;
  keeper.keeper.store(keeper.keeper.pick_stale(snapshot, keeper.now), {{"0", starting_up}, {"1", state_of(0)}},
                      keeper.now);
  EXPECT_EQ(ids_of(keeper.read(snapshot)), std::set<std::string>{"0"});
  EXPECT_THAT(keeper.read(snapshot), IsEmpty());
}

TEST(EffectiveStateCache, SweepsEvenly) {
  Keeper keeper;
  const Snapshot snapshot = snapshot_of(60);
  static_cast<void>(keeper.read(snapshot));
  std::set<std::string> read;
  for (int i = 0; i < 20; ++i) {
    keeper.now += 30s;
    const auto due = ids_of(keeper.read(snapshot));
    EXPECT_LE(due.size(), 4U);
    read.insert(due.begin(), due.end());
  }
  EXPECT_THAT(read, SizeIs(testing::Ge(59U))) << "a turn may be left over";
  keeper.now += 3600s;
  EXPECT_THAT(keeper.read(snapshot), SizeIs(60)) << "never more than all";
}

TEST(EffectiveStateCache, WhatWasNotAnsweredTimedOutAndIsTriedAgain) {
  Keeper keeper;
  Snapshot snapshot = snapshot_of(1);
  keeper.keeper.store(keeper.keeper.pick_stale(snapshot, keeper.now), {}, keeper.now);
  keeper.keeper.apply_to(snapshot.containers.front());
  EXPECT_EQ(snapshot.containers.front()->effective.cause(), Cause::timed_out);
  EXPECT_THAT(keeper.read(snapshot), SizeIs(1));
}

TEST(EffectiveStateCache, WhatDoesNotChangeKeepsItsPointer) {
  Keeper keeper;
  Snapshot snapshot = snapshot_of(1);
  static_cast<void>(keeper.read(snapshot));
  keeper.keeper.apply_to(snapshot.containers.front());
  const auto before = snapshot.containers.front();
  keeper.now += 600s;
  static_cast<void>(keeper.read(snapshot));
  keeper.keeper.apply_to(snapshot.containers.front());
  EXPECT_EQ(snapshot.containers.front(), before);
  keeper.keeper.store({{"0", 100}}, {{"0", state_of(5)}}, keeper.now);
  keeper.keeper.apply_to(snapshot.containers.front());
  EXPECT_NE(snapshot.containers.front(), before);
}

TEST(EffectiveStateCache, ContainersThatAreAlikeShare) {
  Keeper keeper;
  Snapshot snapshot = snapshot_of(2);
  static_cast<void>(keeper.read(snapshot));
  for (auto& each : snapshot.containers) keeper.keeper.apply_to(each);
  EXPECT_EQ((*snapshot.containers[0]->effective).pointer(), (*snapshot.containers[1]->effective).pointer());
}

TEST(EffectiveStateCache, AMachineOfItsOwnAndAStoppedContainerAreNotRead) {
  Keeper keeper;
  Snapshot snapshot;
  snapshot.containers = {container("vm", 7, "io.containerd.kata.v2"), container("none", 0)};
  EXPECT_THAT(keeper.read(snapshot), IsEmpty());
  for (auto& each : snapshot.containers) keeper.keeper.apply_to(each);
  EXPECT_EQ(snapshot.containers[0]->effective.cause(), Cause::not_reported);
  EXPECT_EQ(snapshot.containers[1]->effective.cause(), Cause::unresolved);
}

constexpr char kStatus[] =
    "Name:\tweb\nState:\tS\nPPid:\t1\nUid:\t7\t7\t7\t7\nGid:\t7\t7\t7\t7\nThreads:\t1\nCapPrm:\t0\nCapEff:\t0\n"
    "CapBnd:\t0\nCapAmb:\t0\nNoNewPrivs:\t1\nSeccomp:\t2\n";

void set_up(Tree& tree) {
  tree.first_process().process(30, {.executable = "/x", .cgroup = "0::/docker/" + kContainerId + "\n"});
  tree.file("/proc/30/status", kStatus).file("/proc/30/uid_map", "0 0 4294967295\n");
  tree.file("/sys/fs/cgroup/docker/" + kContainerId + "/cgroup.procs", "30\n");
}

TEST(HostReader, FillsWhatTheKernelSaysOfContainers) {
  Tree tree;
  set_up(tree);
  Snapshot snapshot;
  snapshot.containers = {container(kContainerId, 30)};
  HostReader reader({.root = tree.root(), .deadline = 30s});
  reader.read(snapshot);
  const auto& effective = snapshot.containers.front()->effective;
  ASSERT_TRUE(effective);
  EXPECT_EQ((*effective)->processes.front().uid, 7U);
  EXPECT_TRUE((*effective)->processes.front().no_new_privileges);
}

TEST(HostReader, ReadsThoseNamedAtOnce) {
  Tree tree;
  set_up(tree);
  Snapshot snapshot;
  snapshot.containers = {container(kContainerId, 30), container("other", 31)};
  HostReader reader({.root = tree.root(), .deadline = 30s});
  reader.read(snapshot);
  std::string status = kStatus;
  tree.file("/proc/30/status", status.replace(status.find("Uid:\t7"), 6, "Uid:\t9"));
  const auto untouched = snapshot.containers.back();
  reader.read_effective(snapshot, {kContainerId, "gone"});
  EXPECT_EQ((*snapshot.containers.front()->effective)->processes.front().uid, 9U);
  EXPECT_EQ(snapshot.containers.back(), untouched);
}

}  // namespace
}  // namespace plimsoll::host
