// What holds for every rule: it is complete, and its table of cases shows each verdict that it can give.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

const RuleCases* cases_of(const Rule& rule) {
  for (const RuleCases* cases : all_cases()) {
    if (cases->id() == rule.id) return cases;
  }
  return nullptr;
}

std::vector<std::string> keys(const Verdict& verdict) {
  std::vector<std::string> keys;
  for (const Item& item : verdict.items) keys.push_back(item.key);
  return keys;
}

void expect_verdict(const RuleCases& table, const Case& test_case) {
  SCOPED_TRACE(std::string(table.rule().id) + ": " + std::string(test_case.name));
  World world;
  test_case.change(world);
  const Verdict verdict = judge_in(table.rule(), world);
  const Expected& expected = test_case.expected;

  EXPECT_EQ(to_string(verdict.kind), to_string(expected.kind));
  if (verdict.kind != expected.kind) return;
  EXPECT_EQ(verdict.implied_by, expected.implied_by);
  if (verdict.kind == VerdictKind::unknown) {
    EXPECT_EQ(to_string(verdict.cause), to_string(expected.cause));
  }
  if (verdict.kind == VerdictKind::not_applicable) {
    EXPECT_EQ(to_string(verdict.not_applicable), to_string(expected.not_applicable));
    EXPECT_TRUE(std::ranges::count(table.rule().not_applicable_when, verdict.not_applicable)) << "is not declared";
  }
  if (verdict.kind == VerdictKind::violation || verdict.kind == VerdictKind::manual) {
    EXPECT_EQ(keys(verdict), expected.keys);
    for (const Item& item : verdict.items) {
      EXPECT_FALSE(item.evidence.path.empty() || item.evidence.wanted.empty()) << item.key;
    }
  }
}

class EveryRule : public ::testing::TestWithParam<const Rule*> {};

TEST_P(EveryRule, JudgesItsCases) {
  const RuleCases* table = cases_of(*GetParam());
  ASSERT_NE(table, nullptr) << GetParam()->id << " has no table of cases";
  for (const Case& test_case : table->cases()) expect_verdict(*table, test_case);
}

TEST_P(EveryRule, HasACaseForEachVerdictItCanGive) {
  const Rule& rule = *GetParam();
  const RuleCases* table = cases_of(rule);
  ASSERT_NE(table, nullptr);
  std::set<VerdictKind> kinds;
  std::set<NotApplicable> causes;
  for (const Case& test_case : table->cases()) {
    kinds.insert(test_case.expected.kind);
    if (test_case.expected.kind == VerdictKind::not_applicable) causes.insert(test_case.expected.not_applicable);
  }
  EXPECT_EQ(kinds.contains(VerdictKind::manual), rule.for_a_person);
  if (!rule.for_a_person) {
    EXPECT_TRUE(kinds.contains(VerdictKind::pass));
    EXPECT_TRUE(kinds.contains(VerdictKind::violation));
  }
  EXPECT_TRUE(kinds.contains(VerdictKind::unknown));
  for (const NotApplicable cause : rule.not_applicable_when) EXPECT_TRUE(causes.contains(cause)) << to_string(cause);
}

/// The world's engine is the usual one, root and without remapped users, which is just what these rules are about.
bool is_about_the_usual_engine(const Rule& rule) {
  return rule.id == "engine-not-rootless" || rule.id == "user-namespace-remapping-off";
}

TEST_P(EveryRule, PassesInAWorldWhereNothingIsWrong) {
  if (is_about_the_usual_engine(*GetParam())) return;
  const VerdictKind kind = judge_in(*GetParam(), World()).kind;
  EXPECT_TRUE(kind == VerdictKind::pass || kind == VerdictKind::not_applicable || kind == VerdictKind::manual)
      << to_string(kind);
}

TEST_P(EveryRule, SaysWhatToChangeForEachOfItsViolations) {
  const Rule& rule = *GetParam();
  const RuleCases* table = cases_of(rule);
  ASSERT_NE(table, nullptr);
  if (!rule.fix) return;
  for (const Case& test_case : table->cases()) {
    if (test_case.expected.kind != VerdictKind::violation) continue;
    World world;
    test_case.change(world);
    const std::vector<FixStep> changes = fix_in(rule, world);
    EXPECT_FALSE(changes.empty()) << test_case.name;
    for (const FixStep& change : changes) {
      EXPECT_TRUE(change.flag.starts_with("--")) << change.flag;
      EXPECT_FALSE(change.compose.empty()) << change.flag;
    }
  }
}

TEST_P(EveryRule, HasCompleteTexts) {
  const Rule& rule = *GetParam();
  EXPECT_THAT(std::string(rule.id), ::testing::MatchesRegex("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  EXPECT_FALSE(rule.title.empty() || rule.title.ends_with('.'));
  for (const std::string_view text : {rule.rationale, rule.remediation, rule.impact})
    EXPECT_TRUE(text.ends_with('.')) << text;
  EXPECT_FALSE(rule.violation_example.empty());
  EXPECT_FALSE(rule.pass_example.empty());
  EXPECT_FALSE(rule.references.empty());
  for (const std::string_view reference : rule.references) EXPECT_TRUE(reference.starts_with("https://")) << reference;
  for (const Setting& setting : rule.settings) {
    EXPECT_TRUE(setting.about.ends_with('.')) << setting.name;
    if (setting.type == Setting::Type::integer) {
      EXPECT_LE(setting.minimum, setting.default_integer);
      EXPECT_LE(setting.default_integer, setting.maximum);
    }
  }
}

std::string test_name(const ::testing::TestParamInfo<const Rule*>& info) {
  std::string name(info.param->id);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryRule, ::testing::ValuesIn(catalogue().begin(), catalogue().end()), test_name);

TEST(Catalogue, EachTableOfCasesIsOfARule) {
  for (const RuleCases* table : all_cases()) EXPECT_NE(find_rule(table->id()), nullptr) << table->id();
}

TEST(Catalogue, IdsAreUnique) {
  std::set<std::string_view> ids;
  for (const Rule* rule : catalogue()) EXPECT_TRUE(ids.insert(rule->id).second) << rule->id;
}

}  // namespace
}  // namespace plimsoll::testing
