#include "plimsoll/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/config/policy/parse_policy.hpp"
#include "plimsoll/result.hpp"
#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::SizeIs;

constexpr std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 22;

std::shared_ptr<const Snapshot> snapshot_of(const World& world) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->engine = world.engine;
  snapshot->host = world.host;
  snapshot->containers.push_back(std::make_shared<ContainerFacts>(world.container));
  snapshot->images.emplace(world.container.image_id,
                           ImageFacts{.id = world.container.image_id, .repo_digests = seen_texts({"web@sha256:00"})});
  return snapshot;
}

std::vector<SubjectReport> judge_all(const Policy& policy, const std::shared_ptr<const Snapshot>& snapshot,
                                     std::chrono::sys_days today) {
  std::vector<SubjectReport> reports;
  judge(policy, *snapshot, today, [&](SubjectReport report) { reports.push_back(std::move(report)); });
  return reports;
}

Policy policy_of(const std::string& text) {
  Result<Policy> policy = parse_policy({{.name = "policy.yaml", .text = "policy: v1\n" + text}});
  EXPECT_TRUE(policy.has_value()) << policy.error().message();
  return std::move(*policy);
}

World privileged_world() {
  World world;
  world.container.privileged = seen(true);
  return world;
}

const SubjectReport& container_of(const std::vector<SubjectReport>& reports) {
  for (const SubjectReport& report : reports) {
    if (report.subject.kind == SubjectKind::container) return report;
  }
  throw std::logic_error("no container was judged");
}

const Finding* find(const SubjectReport& report, std::string_view rule) {
  for (const Finding& finding : report.findings) {
    if (finding.rule->id == rule) return &finding;
  }
  return nullptr;
}

constexpr std::string_view kWaiver = R"(waivers:
  - rule: privileged
    image: docker.io/library/web
    reason: "Known"
    owner: us@corp.example
    expires: 2026-12-31
)";

TEST(Judge, HasAVerdictForEveryRuleOfTheCatalogue) {
  const auto reports = judge_all(Policy::built_in(), snapshot_of(World()), kToday);
  for (const SubjectReport& report : reports) EXPECT_THAT(*report.verdicts, SizeIs(catalogue().size()));
}

TEST(Judge, FindsWhatIsWrongAtTheSeverityOfThePolicy) {
  const auto reports =
      judge_all(policy_of("rules: {privileged: {severity: high}}"), snapshot_of(privileged_world()), kToday);
  const Finding* finding = find(container_of(reports), "privileged");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->severity, Severity::high);
  EXPECT_TRUE(finding->open());
}

TEST(Judge, LeavesOutARuleThatIsOff) {
  const auto reports =
      judge_all(policy_of("rules: {privileged: {enabled: false, reason: R}}"), snapshot_of(privileged_world()), kToday);
  EXPECT_EQ(find(container_of(reports), "privileged"), nullptr);
  EXPECT_EQ((*container_of(reports).verdicts)[index_of(*find_rule("privileged"))], VerdictKind::off);
}

TEST(Judge, ExplainsWhatFollowsFromPrivileged) {
  const auto reports = judge_all(Policy::built_in(), snapshot_of(privileged_world()), kToday);
  const Finding* seccomp = find(container_of(reports), "seccomp-disabled");
  ASSERT_NE(seccomp, nullptr);
  EXPECT_EQ(seccomp->verdict->implied_by, "privileged");
  EXPECT_FALSE(seccomp->is_primary());
}

TEST(Judge, AFindingWhoseExplanationIsOffStandsAlone) {
  const auto reports =
      judge_all(policy_of("rules: {privileged: {enabled: false, reason: R}}"), snapshot_of(privileged_world()), kToday);
  const Finding* seccomp = find(container_of(reports), "seccomp-disabled");
  ASSERT_NE(seccomp, nullptr);
  EXPECT_TRUE(seccomp->is_primary());
}

TEST(Judge, AWaiverCoversWhatFollowsFromTheFinding) {
  const auto reports = judge_all(policy_of(std::string(kWaiver)), snapshot_of(privileged_world()), kToday);
  for (const std::string_view rule : {"privileged", "seccomp-disabled"}) {
    const Finding* finding = find(container_of(reports), rule);
    ASSERT_NE(finding, nullptr);
    EXPECT_FALSE(finding->open()) << rule;
    EXPECT_EQ(finding->verdict->kind, VerdictKind::violation);
  }
}

TEST(Judge, AWaiverEndsAfterItsLastDay) {
  const std::chrono::sys_days last_day = std::chrono::year(2026) / 12 / 31;
  const Policy policy = policy_of(std::string(kWaiver));
  EXPECT_FALSE(find(container_of(judge_all(policy, snapshot_of(privileged_world()), last_day)), "privileged")->open());
  EXPECT_TRUE(find(container_of(judge_all(policy, snapshot_of(privileged_world()), last_day + std::chrono::days(1))),
                   "privileged")
                  ->open());
}

TEST(Judge, AContainerThatCouldNotBeReadIsThereUnjudged) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->unread.push_back(
      {.id = "1", .name = "db", .identity = "db", .error = {ErrorKind::too_large, "db: too large", ""}});
  const auto reports = judge_all(Policy::built_in(), snapshot, kToday);
  EXPECT_TRUE(container_of(reports).unjudged.has_value());
}

TEST(Judge, TheFixOfWhatFollowsIsTheFixOfItsCause) {
  const Policy policy = Policy::built_in();
  const auto snapshot = snapshot_of(privileged_world());
  const auto reports = judge_all(policy, snapshot, kToday);
  const SubjectReport& report = container_of(reports);
  const auto changes = fix(*find(report, "seccomp-disabled"), report, *snapshot, policy);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes.front().flag, "--privileged");
}

TEST(Judge, ThereIsNoFixForWhatCanNoLongerBeJudged) {
  const Policy policy = Policy::built_in();
  World world = privileged_world();
  world.container.security_options = missing();
  const auto snapshot = snapshot_of(world);
  auto reports = judge_all(policy, snapshot, kToday);
  for (Finding& finding : reports.back().findings) {
    if (finding.verdict->kind == VerdictKind::unknown) {
      finding.last_violation = Verdict{.kind = VerdictKind::violation, .items = finding.verdict->items};
      EXPECT_THAT(fix(finding, reports.back(), *snapshot, policy), SizeIs(0)) << finding.rule->id;
    }
  }
}

TEST(Judge, AMessageNamesTheItemsAndCountsTheRest) {
  Verdict verdict{.kind = VerdictKind::violation};
  for (const char* key : {"a", "b", "c", "d", "e", "f", "g"}) verdict.items.push_back({.key = key});
  const Finding finding{.rule = find_rule("privileged"), .verdict = std::move(verdict)};
  EXPECT_EQ(message(finding), "Container runs privileged: a, b, c, d, e and 2 more");
}

std::shared_ptr<Snapshot> with_a_stopped_container() {
  auto snapshot = std::make_shared<Snapshot>(*snapshot_of(World()));
  ContainerFacts old = privileged_world().container;
  old.identity = old.name = "old";
  snapshot->stopped.push_back(std::make_shared<ContainerFacts>(old));
  return snapshot;
}

std::size_t count(const std::vector<SubjectReport>& reports, SubjectKind kind) {
  return static_cast<std::size_t>(
      std::ranges::count_if(reports, [&](const SubjectReport& report) { return report.subject.kind == kind; }));
}

TEST(Judge, ContainersThatDoNotRunAreAKindOfTheirOwn) {
  const auto reports = judge_all(Policy::built_in(), with_a_stopped_container(), kToday);
  EXPECT_EQ(count(reports, SubjectKind::container), 1U);
  EXPECT_EQ(count(reports, SubjectKind::stopped_container), 1U);
  const Policy without = policy_of("stopped_containers: { enabled: false, reason: \"Pruned every night\" }\n");
  EXPECT_EQ(count(judge_all(without, with_a_stopped_container(), kToday), SubjectKind::stopped_container), 0U);
}

TEST(Judge, ImagesThatNoContainerWasMadeFromAreNotJudged) {
  auto snapshot = std::make_shared<Snapshot>(*snapshot_of(World()));
  snapshot->images.emplace("sha256:unused", ImageFacts{.id = "sha256:unused"});
  EXPECT_EQ(count(judge_all(Policy::built_in(), snapshot, kToday), SubjectKind::image), 1U);
}

}  // namespace
}  // namespace plimsoll::testing
