#include "daemon/cli/why_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/documents.hpp"

namespace plimsoll::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ShownReport one_privileged() {
  ShownResult result = violation(Severity::critical, "privileged", "ci");
  result.cis = {"1.6.0 5.5"};
  result.fix = {{.action = "remove", .flag = "--privileged", .compose = "privileged: true"},
                {.action = "add", .flag = "--volume=/a b:/x", .compose = "volumes: [\"/a b:/x\"]"}};
  ShownResult implied = violation(Severity::high, "seccomp-disabled", "ci");
  implied.implied_by = "privileged";
  ShownResult passed = violation(Severity::high, "host-network", "ci");
  passed.verdict = "pass";
  passed.open = false;
  return report_of({implied, result, passed});
}

TEST(WhyPage, TellsWhatWasSeenWhyAndWhatToChange) {
  EXPECT_EQ(why_page(one_privileged(), {}),
            "ci  (image:1, aaaaaaaaaaaa)\n"
            "\n"
            "critical  privileged  It is wrong: key  [CIS 1.6.0 5.5]\n"
            "  seen     HostConfig.X = true  (wanted: false; from inspect)\n"
            "  since    2026-11-22T10:00:00Z\n"
            "  why      Because.\n"
            "  do       Stop it.\n"
            "  docker   remove  --privileged\n"
            "  docker   add     '--volume=/a b:/x'\n"
            "  compose  remove  privileged: true\n"
            "  compose  add     volumes: [\"/a b:/x\"]\n"
            "  breaks   Little.\n"
            "  explains seccomp-disabled\n"
            "\n"
            "2 violations, 0 unknown, 1 passed, 0 not applicable\n");
}

TEST(WhyPage, AskedForOneRuleItTellsThatOneWhateverItsVerdict) {
  EXPECT_THAT(why_page(one_privileged(), {.rule = "seccomp-disabled"}), HasSubstr("  follows  from privileged"));
  const std::string page = why_page(one_privileged(), {.rule = "host-network"});
  EXPECT_THAT(page, HasSubstr("pass  host-network"));
  EXPECT_THAT(page, Not(HasSubstr("privileged")));
}

TEST(WhyPage, AFirstReadingKnowsNoPast) {
  EXPECT_THAT(why_page(one_privileged(), {.has_history = false}), Not(HasSubstr("since")));
}

TEST(WhyPage, AViolationThatCanNoLongerBeJudgedIsToldWithBoth) {
  ShownResult result = violation(Severity::high, "host-network", "ci");
  result.verdict = "unknown";
  result.last_violation = result.items;
  result.items[0].seen = "absent";
  const std::string page = why_page(report_of({result}), {});
  EXPECT_THAT(page, HasSubstr("  seen     HostConfig.X = true"));
  EXPECT_THAT(page, HasSubstr("  now      HostConfig.X = absent"));
}

TEST(WhyPage, AHostileFlagIsSafeToShowAndToPaste) {
  ShownReport report = one_privileged();
  report.results[1].fix = {{.action = "remove", .flag = "--volume=/\x1b[2J:/x", .compose = "- /\x1b[2J:/x"}};
  const std::string page = why_page(report, {});
  EXPECT_THAT(page, HasSubstr(R"(remove  $'--volume=/\x1b\x5b2J:/x')"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace plimsoll::cli::testing
