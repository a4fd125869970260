#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "lib/config/policy/parse_policy.hpp"
#include "plimsoll/judge.hpp"
#include "plimsoll/ledger.hpp"
#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 22;

ContainerFacts named(const std::string& name, char digit) {
  ContainerFacts facts = World().container;
  facts.id = std::string(64, digit);
  facts.name = facts.identity = name;
  facts.image_id = "sha256:" + name;
  return facts;
}

/// "plain"; "joined", in the process namespace of "web"; "stores", with a volume; "web".
Snapshot four_containers() {
  World world;
  ContainerFacts joined = named("joined", 'b');
  joined.pid_mode = seen("container:" + std::string(64, 'a'));
  ContainerFacts stores = named("stores", 'c');
  stores.mounts =
      Fact<std::vector<Mount>>({{.type = "volume", .destination = "/data", .volume_name = "data", .driver = "local"}},
                               Source::inspect, "Mounts");
  Snapshot snapshot;
  snapshot.engine = world.engine;
  snapshot.host = world.host;
  for (const ContainerFacts& facts : {joined, named("plain", 'd'), stores, named("web", 'a')}) {
    snapshot.containers.push_back(std::make_shared<const ContainerFacts>(facts));
    snapshot.images.emplace(facts.image_id, ImageFacts{.id = facts.image_id});
  }
  snapshot.volumes.emplace("data", VolumeFacts{.name = "data"});
  return snapshot;
}

template <class Alter>
void alter(std::shared_ptr<const ContainerFacts>& facts, Alter change) {
  ContainerFacts copy = *facts;
  change(copy);
  facts = std::make_shared<const ContainerFacts>(std::move(copy));
}

/// Identities of the containers judged again after a change.
std::set<std::string> judged_after(const std::function<void(Snapshot&)>& change,
                                   const Snapshot& before = four_containers()) {
  const Policy policy = Policy::built_in();
  Snapshot now = before;
  change(now);
  Ledger ledger;
  (void)fold_audit(ledger, policy, before, kToday);

  std::set<std::string> judged;
  std::set<std::string> kept;
  judge_changes(
      policy, {before, ledger.subjects()}, now, kToday,
      [&](const SubjectReport& report) {
        if (report.subject.kind == SubjectKind::container) judged.insert(report.subject.identity);
      },
      [&](const SubjectKey& key) { kept.insert(key.second); });
  EXPECT_EQ(judged.size() + kept.size(), now.containers.size());
  return judged;
}

TEST(JudgeChanges, JudgesWhomTheChangeConcerns) {
  EXPECT_THAT(judged_after([](Snapshot&) {}), ElementsAre());
  EXPECT_THAT(
      judged_after([](Snapshot& now) { alter(now.containers[1], [](auto& plain) { plain.privileged = seen(true); }); }),
      ElementsAre("joined", "plain"))
      << "whoever asked about others is asked again";
  EXPECT_THAT(judged_after([](Snapshot& now) { now.images.at("sha256:plain").id = "another"; }), ElementsAre("plain"));
  EXPECT_THAT(judged_after([](Snapshot& now) { now.volumes.at("data").name = "another"; }), ElementsAre("stores"));
  EXPECT_THAT(judged_after([](Snapshot& now) { now.volumes.clear(); }), ElementsAre("stores"));
  EXPECT_THAT(judged_after([](Snapshot& now) { now.containers.pop_back(); }), ElementsAre("joined")) << "web is gone";
  for (const std::function<void(Snapshot&)>& change : {
           std::function<void(Snapshot&)>([](Snapshot& now) { now.engine.version = "another"; }),
           std::function<void(Snapshot&)>([](Snapshot& now) { now.host.name = "another"; }),
       }) {
    EXPECT_THAT(judged_after(change), ElementsAre("joined", "plain", "stores", "web"));
  }
}

TEST(JudgeChanges, JudgesWhoLookedForAnImageByName) {
  Snapshot before = four_containers();
  alter(before.containers[1], [](auto& plain) { plain.image = "app:1"; });
  before.images.at("sha256:plain").repo_tags = seen(std::vector<std::string>());  // the tag was moved
  const auto pull = [](Snapshot& now) { now.images.emplace("sha256:new", ImageFacts{.id = "sha256:new"}); };
  EXPECT_THAT(judged_after(pull, before), ElementsAre("plain"));
  EXPECT_THAT(judged_after(pull), ElementsAre());
}

void expect_to_tell_what_a_whole_audit_would(const Snapshot& before, const Snapshot& now) {
  const Policy policy = Policy::built_in();
  Ledger some;
  Ledger all;
  (void)fold_audit(some, policy, before, kToday);
  (void)fold_audit(all, policy, before, kToday);
  const Ledger::Folded by_change = fold_changes(some, policy, before, now, kToday);
  const Ledger::Folded whole = fold_audit(all, policy, now, kToday);
  ASSERT_EQ(by_change.subjects->size(), whole.subjects->size());
  for (const auto& [key, report] : *whole.subjects) EXPECT_EQ(*by_change.subjects->at(key), *report) << key.second;
  EXPECT_EQ(by_change.transitions.size(), whole.transitions.size());
  EXPECT_EQ(some.opened(), all.opened());
}

TEST(JudgeChanges, FoldTellsWhatAWholeAuditWould) {
  const std::pair<const char*, std::function<void(Snapshot&)>> changes[] = {
      {"nothing", [](Snapshot&) {}},
      {"one got privileges",
       [](Snapshot& now) { alter(now.containers[1], [](auto& plain) { plain.privileged = seen(true); }); }},
      {"one is gone", [](Snapshot& now) { now.containers.erase(now.containers.begin() + 2); }},
      {"one cannot be read",
       [](Snapshot& now) {
         const auto web = now.containers.back();
         now.containers.pop_back();
         now.unread.push_back({.id = web->id, .name = web->name, .identity = web->identity, .error = {}});
       }},
      {"one has stopped",
       [](Snapshot& now) {
         now.stopped.push_back(now.containers[1]);
         now.containers.erase(now.containers.begin() + 1);
       }},
      {"images are not told",
       [](Snapshot& now) {
         now.images.clear();
         now.images_listed = false;
       }},
      {"an image lost its tag",
       [](Snapshot& now) { now.images.at("sha256:web").repo_tags = seen(std::vector<std::string>()); }},
      {"volumes are gone", [](Snapshot& now) { now.volumes.clear(); }},
      {"the engine's settings changed",
       [](Snapshot& now) { now.engine.settings.no_new_privileges = {Cause::no_permission, Source::host, "stat"}; }},
  };
  for (const auto& [name, change] : changes) {
    SCOPED_TRACE(name);
    const Snapshot before = four_containers();
    Snapshot now = before;
    change(now);
    expect_to_tell_what_a_whole_audit_would(before, now);
    expect_to_tell_what_a_whole_audit_would(now, before);
  }
}

TEST(JudgeChanges, OnAnotherDayEverybodyIsJudgedForWaiversExpire) {
  const auto policy = parse_policy({{.name = "policy.yaml", .text = R"(policy: v1
waivers:
  - {rule: host-uts-namespace, container: web, reason: Known, owner: us, expires: 2026-11-22}
)"}});
  ASSERT_TRUE(policy);
  Snapshot snapshot = four_containers();
  alter(snapshot.containers[3], [](auto& web) { web.uts_mode = seen(std::string("host")); });
  Ledger ledger;
  (void)fold_audit(ledger, *policy, snapshot, kToday + 23h);
  EXPECT_THAT(fold_changes(ledger, *policy, snapshot, snapshot, kToday + 23h + 59min).transitions, IsEmpty());
  const auto told = fold_changes(ledger, *policy, snapshot, snapshot, kToday + 24h).transitions;
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].kind, TransitionKind::reopened);
  EXPECT_EQ(told[0].subject.identity, "web");
}

}  // namespace
}  // namespace plimsoll::testing
