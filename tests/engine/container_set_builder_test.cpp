#include "lib/engine/container_set_builder.hpp"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

ContainerFacts container_of(std::int64_t pid) {
  ContainerFacts facts;
  facts.id = std::string(64, 'a');
  facts.name = "web";
  facts.state = {"running", Source::inspect, "State.Status"};
  facts.pid = {pid, Source::inspect, "State.Pid"};
  return facts;
}

/// What a reading that sees `facts` makes of the container, given what the reading before and the host told.
std::shared_ptr<const ContainerFacts> collected(ContainerFacts facts, const Snapshot& before) {
  const KnownContainers known = known_containers(before);
  ContainerSetBuilder collected(known);
  Snapshot snapshot;
  collected.add(std::move(facts), ListedContainer{});
  collected.move_into(snapshot);
  return snapshot.containers.front();
}

Snapshot snapshot_with_effective(std::int64_t pid) {
  ContainerFacts facts = *collected(container_of(pid), {});
  facts.effective = {Shared<EffectiveState>(EffectiveState{.processes = {}, .root_uid = 7}), Source::host, "/proc/PID"};
  Snapshot snapshot;
  snapshot.containers.push_back(std::make_shared<const ContainerFacts>(std::move(facts)));
  return snapshot;
}

TEST(ContainerSetBuilder, KeepsWhatTheHostToldOfTheSameProcesses) {
  const Snapshot before = snapshot_with_effective(30);
  EXPECT_EQ(collected(container_of(30), before), before.containers.front());
}

TEST(ContainerSetBuilder, ForgetsWhatTheHostToldOfOtherProcesses) {
  const Snapshot before = snapshot_with_effective(30);
  EXPECT_FALSE(collected(container_of(31), before)->effective);
}

TEST(ContainerSetBuilder, KeepsItBesideFactsThatChanged) {
  const Snapshot before = snapshot_with_effective(30);
  ContainerFacts facts = container_of(30);
  facts.health = {"unhealthy", Source::inspect, "State.Health.Status"};
  const auto now = collected(std::move(facts), before);
  EXPECT_EQ(now->effective, before.containers.front()->effective);
  EXPECT_TRUE(now->health);
}

}  // namespace
}  // namespace plimsoll::engine
