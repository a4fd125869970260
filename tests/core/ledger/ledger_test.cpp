#include "plimsoll/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/config/policy/parse_policy.hpp"

namespace plimsoll {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kWaiver = R"(policy: v1
waivers:
  - {rule: privileged, image: web, reason: Known, owner: us, expires: 2999-12-31}
)";

const Verdict kCannotTell = unknown(Cause::absent, Source::inspect, "HostConfig.Privileged");

Time at(int seconds) { return Time(std::chrono::seconds(seconds)); }

Verdict violation_of(std::vector<std::string> keys) {
  Verdict verdict{.kind = VerdictKind::violation};
  for (std::string& key : keys) verdict.items.push_back({.key = std::move(key)});
  return verdict;
}

Finding finding(Verdict verdict, bool waived = false) {
  return {.rule = find_rule("privileged"),
          .severity = Severity::critical,
          .verdict = std::move(verdict),
          .waiver = waived ? std::make_shared<const Waiver>() : nullptr};
}

SubjectReport container(std::string name, std::vector<Finding> findings) {
  return {.subject = {.identity = name, .id = "id of " + name, .name = name}, .findings = std::move(findings)};
}

SubjectReport unjudged(const std::string& name) {
  SubjectReport report = container(name, {});
  report.unjudged = Error{ErrorKind::timeout, "no answer", ""};
  return report;
}

std::vector<SubjectReport> only(SubjectReport report) { return {std::move(report)}; }

Ledger::Folded fold(Ledger& ledger, std::vector<SubjectReport> judged, const Policy& policy, Time now) {
  Ledger::Fold fold = ledger.begin(policy, now);
  for (SubjectReport& report : judged) fold.record(std::move(report));
  return std::move(fold).finish();
}

/// "opened web: key key" for each transition.
std::vector<std::string> told(const Ledger::Folded& folded) {
  std::vector<std::string> lines;
  for (const Transition& transition : folded.transitions) {
    std::string line = std::string(to_string(transition.kind)) + " " + transition.subject.identity;
    for (const Item& item : transition.items) line += " " + item.key;
    lines.push_back(std::move(line));
  }
  return lines;
}

const Finding& only_finding(const Ledger::Folded& folded, const std::string& name) {
  const auto& findings = folded.subjects->at({SubjectKind::container, name})->findings;
  EXPECT_EQ(findings.size(), 1U);
  return findings.front();
}

std::uint64_t openings(const Ledger& ledger) {
  const auto found = ledger.opened().find({find_rule("privileged"), Severity::critical});
  return found == ledger.opened().end() ? 0 : found->second;
}

/// A ledger past its baseline of no containers.
Ledger started() {
  Ledger ledger;
  EXPECT_THAT(fold(ledger, {}, Policy::built_in(), at(0)).transitions, IsEmpty());
  return ledger;
}

TEST(Ledger, BeginsWithABaselineThatOpensNothing) {
  Ledger ledger;
  const auto folded = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(1));
  EXPECT_THAT(told(folded), ElementsAre("baseline web"));
  EXPECT_EQ(folded.transitions.front().open_findings, 1U);
  EXPECT_EQ(openings(ledger), 0U);
  EXPECT_EQ(only_finding(folded, "web").first_seen, at(1));
}

TEST(Ledger, TellsAndCountsAnOpeningOnce) {
  Ledger ledger = started();
  EXPECT_THAT(told(fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(1))),
              ElementsAre("opened web a"));
  const auto again = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(2));
  EXPECT_THAT(told(again), IsEmpty());
  EXPECT_EQ(openings(ledger), 1U);
  EXPECT_EQ(only_finding(again, "web").first_seen, at(1));
}

TEST(Ledger, HoldsEqualVerdictsOnce) {
  Ledger ledger;
  std::vector<SubjectReport> three;
  three.push_back(container("a", {finding(violation_of({"x"}))}));
  three.push_back(container("b", {finding(violation_of({"x"}))}));
  three.push_back(container("c", {finding(violation_of({"y"}))}));
  const auto folded = fold(ledger, std::move(three), Policy::built_in(), at(1));
  EXPECT_EQ(&*only_finding(folded, "a").verdict, &*only_finding(folded, "b").verdict);
  EXPECT_NE(&*only_finding(folded, "a").verdict, &*only_finding(folded, "c").verdict);
  EXPECT_EQ(only_finding(folded, "c").verdict->items.front().key, "y");
}

TEST(Ledger, CountsANewItemOfAnOpenFinding) {
  Ledger ledger = started();
  (void)fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(1));
  const auto more =
      fold(ledger, only(container("web", {finding(violation_of({"a", "b"}))})), Policy::built_in(), at(2));
  EXPECT_THAT(told(more), ElementsAre("changed web b"));
  EXPECT_EQ(openings(ledger), 2U);
  EXPECT_THAT(told(fold(ledger, only(container("web", {finding(violation_of({"b"}))})), Policy::built_in(), at(3))),
              IsEmpty());
}

TEST(Ledger, ResolvesWhatPassesAndWhatIsGone) {
  Ledger ledger = started();
  std::vector<SubjectReport> two;
  two.push_back(container("a", {finding(violation_of({"x"}))}));
  two.push_back(container("b", {finding(violation_of({"y"}))}));
  (void)fold(ledger, std::move(two), Policy::built_in(), at(1));
  EXPECT_THAT(told(fold(ledger, only(container("a", {})), Policy::built_in(), at(2))),
              ElementsAre("resolved a x", "resolved b y"));
}

TEST(Ledger, UnknownKeepsAViolationOpen) {
  Ledger ledger = started();
  (void)fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(1));
  const auto folded = fold(ledger, only(container("web", {finding(kCannotTell)})), Policy::built_in(), at(2));
  EXPECT_THAT(told(folded), ElementsAre("unknown web HostConfig.Privileged"));
  EXPECT_TRUE(only_finding(folded, "web").open());
  EXPECT_EQ(only_finding(folded, "web").first_seen, at(1));
  EXPECT_THAT(told(fold(ledger, only(container("web", {finding(kCannotTell)})), Policy::built_in(), at(3))), IsEmpty());
  EXPECT_THAT(told(fold(ledger, only(container("web", {})), Policy::built_in(), at(4))), ElementsAre("resolved web a"));
  EXPECT_EQ(openings(ledger), 1U);
}

TEST(Ledger, UnknownWithoutAViolationOpensNothing) {
  Ledger ledger = started();
  const auto folded = fold(ledger, only(container("web", {finding(kCannotTell)})), Policy::built_in(), at(1));
  EXPECT_THAT(told(folded), IsEmpty());
  EXPECT_FALSE(only_finding(folded, "web").open());
}

TEST(Ledger, AnUnjudgedContainerKeepsItsFindingsAndItsAge) {
  Ledger ledger = started();
  (void)fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(1));
  const auto first = fold(ledger, only(unjudged("web")), Policy::built_in(), at(2));
  const auto second = fold(ledger, only(unjudged("web")), Policy::built_in(), at(3));
  EXPECT_THAT(told(first), IsEmpty());
  EXPECT_TRUE(only_finding(second, "web").open());
  EXPECT_EQ(second.subjects->begin()->second->unjudged_since, at(2));
}

TEST(Ledger, WaivedIsToldAndIsNoOpening) {
  Ledger ledger = started();
  const auto folded =
      fold(ledger, only(container("web", {finding(violation_of({"a"}), true)})), Policy::built_in(), at(1));
  EXPECT_THAT(told(folded), ElementsAre("waived web a"));
  EXPECT_THAT(
      told(fold(ledger, only(container("web", {finding(violation_of({"a", "b"}), true)})), Policy::built_in(), at(2))),
      ElementsAre("waived web b"));
  EXPECT_EQ(openings(ledger), 0U);
}

TEST(Ledger, WhatCanNoLongerBeJudgedStaysWaivedOnlyWhileThePolicySaysSo) {
  const auto policy = parse_policy({{.name = "policy.yaml", .text = std::string(kWaiver)}});
  ASSERT_TRUE(policy.has_value()) << policy.error().message();
  Finding waived = finding(violation_of({"a"}));
  waived.waiver = policy->waivers().front();
  for (const SubjectReport& later : {unjudged("web"), container("web", {finding(kCannotTell)})}) {
    Ledger ledger = started();
    (void)fold(ledger, only(container("web", {waived})), *policy, at(1));
    const auto kept = fold(ledger, only(later), *policy, at(2));
    EXPECT_FALSE(only_finding(kept, "web").open());
    const auto dropped = fold(ledger, only(later), Policy::built_in(), at(3));
    EXPECT_TRUE(only_finding(dropped, "web").open());
    EXPECT_THAT(told(dropped), ElementsAre("reopened web a"));
  }
}

TEST(Ledger, AnUnreadableNamesakeInheritsNoWaiver) {
  const auto policy = parse_policy({{.name = "policy.yaml", .text = std::string(kWaiver)}});
  ASSERT_TRUE(policy.has_value()) << policy.error().message();
  Ledger ledger = started();
  Finding waived = finding(violation_of({"a"}));
  waived.waiver = policy->waivers().front();
  (void)fold(ledger, only(container("web", {waived})), *policy, at(1));
  SubjectReport namesake = unjudged("web");
  namesake.subject.id = "another";
  EXPECT_TRUE(only_finding(fold(ledger, only(namesake), *policy, at(2)), "web").open());
}

TEST(Ledger, WhatIsNoLongerExplainedByAnotherFindingOpens) {
  Ledger ledger = started();
  const Verdict explained = implied_by("another-rule", violation_of({"a", "b"}));
  (void)fold(ledger, only(container("web", {finding(explained)})), Policy::built_in(), at(1));
  const auto alone = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(2));
  EXPECT_THAT(told(alone), ElementsAre("opened web a"));
  EXPECT_EQ(openings(ledger), 1U);
}

TEST(Ledger, WhatTheBaselineCouldNotJudgeOpensNothingLater) {
  Ledger ledger;
  (void)fold(ledger, only(unjudged("web")), Policy::built_in(), at(1));
  const auto judged = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(2));
  EXPECT_THAT(told(judged), ElementsAre("baseline web"));
  EXPECT_EQ(openings(ledger), 0U);
}

TEST(Ledger, AWaiverThatEndsReopens) {
  Ledger ledger = started();
  (void)fold(ledger, only(container("web", {finding(violation_of({"a"}), true)})), Policy::built_in(), at(1));
  const auto folded = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(2));
  EXPECT_THAT(told(folded), ElementsAre("reopened web a"));
  EXPECT_EQ(only_finding(folded, "web").first_seen, at(1));
  EXPECT_EQ(openings(ledger), 1U);
}

TEST(Ledger, WhatFollowsFromAnotherFindingIsToldButNotCounted) {
  Ledger ledger = started();
  const Verdict explained = implied_by("another-rule", violation_of({"a"}));
  EXPECT_THAT(told(fold(ledger, only(container("web", {finding(explained)})), Policy::built_in(), at(1))),
              ElementsAre("opened web a"));
  EXPECT_EQ(openings(ledger), 0U);
}

TEST(Ledger, ARenamedContainerOpensAnew) {
  Ledger ledger = started();
  (void)fold(ledger, only(container("a", {finding(violation_of({"x"}))})), Policy::built_in(), at(1));
  EXPECT_THAT(told(fold(ledger, only(container("b", {finding(violation_of({"x"}))})), Policy::built_in(), at(2))),
              ElementsAre("opened b x", "resolved a x"));
  EXPECT_EQ(openings(ledger), 2U);
}

TEST(Ledger, CountsFromZeroForEveryRuleThatIsOn) {
  Ledger ledger;
  ledger.count_for(Policy::built_in());
  EXPECT_EQ(ledger.opened().size(), catalogue().size());
}

SubjectReport image(const std::string& id) {
  SubjectReport report = container(id, {finding(violation_of({"a"}))});
  report.subject.kind = SubjectKind::image;
  return report;
}

TEST(Ledger, WhatIsAsItWasIsShared) {
  Ledger ledger = started();
  const SubjectKey web(SubjectKind::container, "web");
  const auto first = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(1));
  const auto second = fold(ledger, only(container("web", {finding(violation_of({"a"}))})), Policy::built_in(), at(2));
  EXPECT_EQ(first.subjects->at(web), second.subjects->at(web));
  const auto third = fold(ledger, only(container("web", {finding(violation_of({"b"}))})), Policy::built_in(), at(3));
  EXPECT_NE(second.subjects->at(web), third.subjects->at(web));
}

TEST(Ledger, AContainerThatDoesNotRunIsKeptAndTellsNothing) {
  Ledger ledger = started();
  SubjectReport stopped = container("web", {finding(violation_of({"a"}))});
  stopped.subject.kind = SubjectKind::stopped_container;
  const auto folded = fold(ledger, only(stopped), Policy::built_in(), at(1));
  EXPECT_THAT(folded.transitions, IsEmpty());
  EXPECT_EQ(folded.subjects->size(), 1U);
  EXPECT_EQ(openings(ledger), 0U);
  EXPECT_THAT(fold(ledger, {}, Policy::built_in(), at(2)).transitions, IsEmpty());
}

TEST(Ledger, SubjectsOfAKindThatCouldNotBeListedStay) {
  Ledger ledger = started();
  (void)fold(ledger, only(image("sha256:1")), Policy::built_in(), at(1));
  const Policy policy = Policy::built_in();
  Ledger::Fold second = ledger.begin(policy, at(2));
  second.carry_over(SubjectKind::image);
  const auto kept = std::move(second).finish();
  EXPECT_THAT(kept.transitions, IsEmpty());
  EXPECT_TRUE(kept.subjects->contains({SubjectKind::image, "sha256:1"}));
  EXPECT_THAT(told(fold(ledger, {}, Policy::built_in(), at(3))), ElementsAre("resolved sha256:1 a"));
}

}  // namespace
}  // namespace plimsoll
