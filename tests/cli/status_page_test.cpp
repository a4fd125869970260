#include "daemon/cli/status_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/documents.hpp"

namespace plimsoll::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ShownStatus healthy() {
  return {.version = "0.1.0",
          .host = "h",
          .engine = {.kind = "docker",
                     .version = "26.1.5",
                     .api_version = "1.45",
                     .up = true,
                     .since = "2026-11-22T09:30:00Z",
                     .started_at = "2026-11-22T09:00:00Z"},
          .audited_at = "2026-11-22T10:00:00Z",
          .age_seconds = 12.3,
          .complete = true,
          .summary = {.judged = 3, .findings = {{.open = 4}, {.waived = 1}, {.unknown = 2}, {.open = 1, .implied = 5}}},
          .critical = {{.subject = container("ci"),
                        .rule = "privileged",
                        .message = "Container runs privileged",
                        .first_seen = "2026-11-22T09:30:00Z"}},
          .built_in_policy = true};
}

TEST(StatusPage, TellsHowItIsThenWhatIsCritical) {
  EXPECT_EQ(status_page(healthy(), {}),
            "plimsoll    0.1.0 on h\n"
            "engine      docker 26.1.5 (API 1.45), up since 2026-11-22T09:00:00Z\n"
            "last audit  12 s ago, at 2026-11-22T10:00:00Z\n"
            "containers  3 judged, 0 not, 0 stopped\n"
            "policy      built in\n"
            "\n"
            "            open      implied   waived    unknown\n"
            "  critical  1         5         0         0\n"
            "  high      0         0         0         2\n"
            "  medium    0         0         1         0\n"
            "  low       4         0         0         0\n"
            "\n"
            "Open and critical:\n"
            "  ci  privileged  Container runs privileged, since 2026-11-22T09:30:00Z\n"
            "\n"
            "Next: plimsoll why ci\n");
}

TEST(StatusPage, SaysHowCurrentItIsAndIsDegradedWhereItIsNot) {
  ShownStatus status = healthy();
  status.feeds = {{"events", "live", "2026-11-22T09:00:00Z"}, {"lists", "catching_up", "2026-11-22T09:59:00Z"}};
  EXPECT_THAT(status_page(status, {}),
              HasSubstr("freshness   events live, lists catching_up since 2026-11-22T09:59:00Z\n"));
  EXPECT_FALSE(is_degraded(status));
  status.reread_within_seconds = 600;
  EXPECT_THAT(status_page(status, {}), HasSubstr("Z; each container and its processes are read again within 600 s\n"));
  for (const char* state : {"down", "stale"}) {
    status.feeds = {{"events", state, "2026-11-22T09:00:00Z"}};
    EXPECT_TRUE(is_degraded(status)) << state;
  }
}

TEST(StatusPage, TellsTheEnginesOwnStartWhereItIsKnown) {
  ShownStatus status = healthy();
  status.engine.started_at.clear();
  EXPECT_THAT(status_page(status, {}), HasSubstr("(API 1.45), up, answers plimsolld since 2026-11-22T09:30:00Z\n"));
}

TEST(StatusPage, NamesTheHostFactsThatAreUnreadableOnPurpose) {
  ShownStatus status = healthy();
  EXPECT_THAT(status_page(status, {}), Not(HasSubstr("\nhost ")));
  status.accepted_unreadable = {"engine_files", "audit_rules"};
  EXPECT_THAT(status_page(status, {}), HasSubstr("\nhost        engine_files, audit_rules: not readable, as"));
  EXPECT_FALSE(is_degraded(status));
}

TEST(StatusPage, WhatPlimsollCannotSeeComesFirst) {
  ShownStatus status = healthy();
  status.unjudged = {{.subject = container("db"), .cause = "timeout", .message = "no answer"}};
  status.degraded = {"The last reload was refused"};
  const std::string page = status_page(status, {});
  EXPECT_TRUE(page.ends_with("\nNext: plimsoll doctor\n")) << page;
  EXPECT_TRUE(
      page.starts_with("Could not be read, so not judged:\n  db  timeout: no answer\n\n"
                       "plimsoll is degraded:\n  The last reload was refused\n\n"))
      << page;
}

TEST(StatusPage, TellsLostLogLinesOnlyIfThereAreAny) {
  ShownStatus status = healthy();
  EXPECT_THAT(status_page(status, {}), Not(HasSubstr("\nlog ")));
  status.log = {.dropped = 3};
  EXPECT_THAT(status_page(status, {}), HasSubstr("\nlog         3 lines dropped because the reader is too slow\n"));
  status.log = {.dropped = 3, .write_failures = 4, .error = "No space left on device"};
  EXPECT_THAT(status_page(status, {}),
              HasSubstr("\nlog         4 lines lost because writing failed: No space left on device; 3 lines dropped "
                        "because the reader is too slow\n"));
}

TEST(StatusPage, ListsWhatWasSwitchedOffAndAccepted) {
  ShownStatus status = healthy();
  status.rules_off = {{"default-bridge", "One host, one team"}};
  status.waivers = {{.rule = "privileged",
                     .container = "ci",
                     .expired = true,
                     .waiver = {.reason = "Soon gone", .owner = "ops", .expires = "2026-01-31"}}};
  const std::string page = status_page(status, {});
  EXPECT_THAT(page, HasSubstr("Rules that are off:\n  default-bridge  One host, one team\n"));
  EXPECT_THAT(page, HasSubstr("Waivers:\n  privileged of ci  EXPIRED 2026-01-31: Soon gone (ops)\n"));
}

TEST(StatusPage, OpenFindingsAreNoDegradation) {
  EXPECT_FALSE(is_degraded(healthy()));
  ShownStatus stale = healthy();
  stale.stale = true;
  EXPECT_TRUE(is_degraded(stale));
  ShownStatus blind = healthy();
  blind.engine.up = false;
  EXPECT_TRUE(is_degraded(blind));
  ShownStatus limping = healthy();
  limping.degraded = {"a queue drops"};
  EXPECT_TRUE(is_degraded(limping));
}

TEST(StatusPage, OpensWithWhoIsRootAlready) {
  ShownStatus status = healthy();
  status.root = {{.subject = container("ci"),
                  .ways = {{.way = "privileged", .reason = "holds every capability"},
                           {.way = "engine-socket /run/docker.sock", .reason = "has the engine start another"}},
                  .first_seen = "2026-11-22T09:30:00Z"}};
  const std::string page = status_page(status, {});
  EXPECT_TRUE(
      page.starts_with("Root on this host already:\n"
                       "  ci, since 2026-11-22T09:30:00Z\n"
                       "    privileged: holds every capability\n"
                       "    engine-socket /run/docker.sock: has the engine start another\n"
                       "\n"
                       "plimsoll    0.1.0 on h\n"))
      << page;
  EXPECT_THAT(page, Not(HasSubstr("Open and critical"))) << "what the list tells is not told twice";
  EXPECT_TRUE(page.ends_with("\nNext: plimsoll why ci\n")) << page;
}

TEST(StatusPage, TellsThatStoppedContainersAreLeftAlone) {
  ShownStatus status = healthy();
  status.stopped_containers_off = "Pruned every night";
  EXPECT_THAT(status_page(status, {}),
              HasSubstr("Rules that are off:\n  all, for stopped containers  Pruned every night\n"));
}

}  // namespace
}  // namespace plimsoll::cli::testing
