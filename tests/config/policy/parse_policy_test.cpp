// What several files make together, and what the result says of itself. One mistake a file:
// tests/fixtures/policies/bad.

#include "lib/config/policy/parse_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plimsoll/result.hpp"

namespace plimsoll {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

const Rule& rule(std::string_view id) {
  const Rule* found = find_rule(id);
  EXPECT_NE(found, nullptr) << id;
  return found ? *found : *catalogue().front();
}

Policy parsed(const std::vector<PolicyFile>& files) {
  Result<Policy> policy = parse_policy(files);
  EXPECT_TRUE(policy) << policy.error().message();
  return policy ? std::move(policy).value() : Policy::built_in();
}

std::string mistake(const std::vector<PolicyFile>& files) {
  const Result<Policy> policy = parse_policy(files);
  return policy ? "no mistake" : policy.error().message();
}

const Setting& setting(const Rule& rule, std::string_view name) {
  return *std::ranges::find(rule.settings, name, &Setting::name);
}

constexpr const char* kWaiver =
    "policy: v1\n"
    "waivers:\n"
    "  - rule: docker-socket-mounted\n"
    "    container: traefik\n"
    "    image: docker.io/library/traefik\n"
    "    items: [\"/var/run/docker.sock\"]\n"
    "    reason: Reads the API through it until the socket proxy lands\n"
    "    owner: platform@corp.example\n"
    "    expires: 2027-03-31\n";

TEST(Policy, BuiltInHasEveryRuleOnAsItIs) {
  const Policy policy = Policy::built_in();
  for (const Rule* each : catalogue()) {
    EXPECT_TRUE(policy.of(*each).enabled) << each->id;
    EXPECT_EQ(policy.of(*each).severity, each->severity) << each->id;
  }
  EXPECT_THAT(policy.waivers(), IsEmpty());
  EXPECT_THAT(policy.files(), IsEmpty());
  EXPECT_EQ(policy.sha256(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Policy, NoFilesIsBuiltIn) { EXPECT_EQ(parsed({}).sha256(), Policy::built_in().sha256()); }

TEST(Policy, ReadsARule) {
  const Policy policy =
      parsed({{"p", "policy: v1\nrules:\n  privileged: { severity: low, enabled: false, reason: Lab }\n"}});
  const RulePolicy& privileged = policy.of(rule("privileged"));
  EXPECT_FALSE(privileged.enabled);
  EXPECT_EQ(privileged.reason, "Lab");
  EXPECT_EQ(privileged.severity, Severity::low);
}

TEST(Policy, LeavesOtherRulesAlone) {
  const Policy policy = parsed({{"p", "policy: v1\nrules:\n  privileged: { severity: low }\n"}});
  const Rule& other = rule("runs-as-root");
  EXPECT_TRUE(policy.of(other).enabled);
  EXPECT_EQ(policy.of(other).severity, other.severity);
}

TEST(Policy, ReadsANumber) {
  const Rule& memory = rule("memory-limit-missing");
  const Setting& max_percent = setting(memory, "max_percent");
  const Policy policy = parsed({{"p", "policy: v1\nrules:\n  memory-limit-missing: { max_percent: 7 }\n"}});
  EXPECT_EQ(policy.of(memory).settings.integer(max_percent), 7);
  EXPECT_EQ(Policy::built_in().of(memory).settings.integer(max_percent), max_percent.default_integer);
}

TEST(Policy, ListReplacesTheDefault) {
  const Rule& kept = rule("capability-default-kept");
  const Setting& allow = setting(kept, "allow");
  const Policy policy = parsed({{"p", "policy: v1\nrules:\n  capability-default-kept: { allow: [KILL, \"5.10\"] }\n"}});
  EXPECT_THAT(policy.of(kept).settings.list(allow), ElementsAre("KILL", "5.10"));
  const Policy empty = parsed({{"p", "policy: v1\nrules:\n  capability-default-kept: { allow: [] }\n"}});
  EXPECT_THAT(empty.of(kept).settings.list(allow), IsEmpty());
}

TEST(Policy, ReadsAWaiver) {
  const Policy policy = parsed({{"policy.yaml", kWaiver}});
  ASSERT_THAT(policy.waivers(), SizeIs(1));
  const Waiver& waiver = *policy.waivers().front();
  EXPECT_EQ(waiver.rule, "docker-socket-mounted");
  EXPECT_EQ(waiver.container, "traefik");
  EXPECT_EQ(waiver.image, "docker.io/library/traefik");
  EXPECT_THAT(waiver.items, ElementsAre("/var/run/docker.sock"));
  EXPECT_EQ(waiver.reason, "Reads the API through it until the socket proxy lands");
  EXPECT_EQ(waiver.owner, "platform@corp.example");
  EXPECT_EQ(waiver.expires, 2027y / 3 / 31);
  EXPECT_EQ(waiver.where, "policy.yaml:3");
}

TEST(Policy, SameRuleInTwoFilesNamesBoth) {
  EXPECT_EQ(mistake({{"a.yaml", "policy: v1\n# about\nrules:\n  privileged: { severity: low }\n"},
                     {"b.yaml", "policy: v1\nrules:\n  privileged: { reason: Lab }\n"}}),
            "b.yaml:3: rules.privileged: is also in a.yaml:4; keep one of them");
}

TEST(Policy, SameWaiverInTwoFilesNamesBothWhateverItsReason) {
  std::string other = kWaiver;
  other.replace(other.find("Reads"), 5, "Needs");
  EXPECT_EQ(mistake({{"a.yaml", kWaiver}, {"b.yaml", other}}),
            "b.yaml:3: waivers[0]: is also in a.yaml:3; keep one of them");
}

TEST(Policy, WaiversOfDifferentScopeStandSideBySide) {
  std::string other = kWaiver;
  other.replace(other.find("traefik"), 7, "gateway");
  EXPECT_THAT(parsed({{"a.yaml", kWaiver}, {"b.yaml", other}}).waivers(), SizeIs(2));
}

TEST(Policy, SeverityInForceDecidesWhetherAWaiverNeedsAnImage) {
  const PolicyFile waiver{
      "a.yaml",
      "policy: v1\nwaivers:\n  - { rule: privileged, container: ceph, reason: Storage, owner: storage, "
      "expires: 2027-03-31 }\n"};
  EXPECT_THAT(mistake({waiver}),
              HasSubstr("a.yaml:3: waivers[0]: privileged is critical and this waiver names no image"));
  EXPECT_THAT(parsed({waiver, {"b.yaml", "policy: v1\nrules: { privileged: { severity: medium } }\n"}}).waivers(),
              SizeIs(1));
}

TEST(Policy, EveryFileNeedsItsVersion) {
  EXPECT_THAT(mistake({{"a.yaml", "policy: v1\n"}, {"b.yaml", "rules: {}\n"}}), HasSubstr("b.yaml:1: does not begin"));
}

TEST(Policy, FilesAndDigestTellWhatWasRead) {
  const PolicyFile a{"a.yaml", "policy: v1\n"};
  const PolicyFile b{"b.yaml", "policy: v1\n"};
  EXPECT_THAT(parsed({a, b}).files(), ElementsAre("a.yaml", "b.yaml"));
  EXPECT_EQ(parsed({a}).sha256(), parsed({a}).sha256());
  EXPECT_NE(parsed({a}).sha256(), parsed({b}).sha256());
  EXPECT_NE(parsed({a}).sha256(), parsed({{"a.yaml", "policy: v1\n\n"}}).sha256());
  EXPECT_NE(parsed({a}).sha256(), parsed({a, b}).sha256());
}

TEST(Policy, RefusesALargeText) {
  const std::string large = "policy: v1\n" + std::string(std::size_t{1} << 20, '#');
  EXPECT_EQ(mistake({{"a.yaml", large}}), "a.yaml: is larger than 1 MiB; split it or shorten it");
}

TEST(Policy, ShortensWhatItQuotesBetweenCharacters) {
  std::string key = "x";
  for (int i = 0; i < 400; ++i) key += "ä";
  const std::string message = mistake({{"a.yaml", "policy: v1\n\"" + key + "\": 1\n"}});
  EXPECT_LT(message.size(), 400U);
  EXPECT_THAT(message, HasSubstr("ä…"));
}

TEST(Policy, NoSettingIsNamedLikeWhatEveryRuleHas) {
  for (const Rule* each : catalogue()) {
    for (const Setting& knob : each->settings) {
      EXPECT_TRUE(knob.name != "enabled" && knob.name != "reason" && knob.name != "severity") << each->id;
    }
  }
}

}  // namespace
}  // namespace plimsoll
