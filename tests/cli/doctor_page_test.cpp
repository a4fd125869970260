#include "daemon/cli/doctor_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

ShownDoctor doctor() {
  return {.version = "0.1.0",
          .host = "web-1",
          .answered_by = "plimsolld",
          .user = "plimsoll",
          .checks = {{"engine", "ok", "docker 26.1.5", ""},
                     {"scrape", "warning", "never since start", "add a job"},
                     {"notification", "unknown", "no notifier", ""}}};
}

TEST(DoctorPage, HasOneLineForEachCheckWithItsRemedy) {
  EXPECT_EQ(doctor_page(doctor(), {}),
            "plimsolld 0.1.0 on web-1 answers: these are its permissions, those of plimsoll\n"
            "\n"
            "ok       engine                  docker 26.1.5\n"
            "warning  scrape                  never since start; remedy: add a job\n"
            "unknown  notification            no notifier\n"
            "\n"
            "0 faults, 1 warning, 1 unknown\n");
}

TEST(DoctorPage, SaysWhenACommandLookedItself) {
  ShownDoctor local = doctor();
  local.answered_by = "plimsoll";
  local.user = "root";
  EXPECT_THAT(doctor_page(local, {}),
              StartsWith("No plimsolld answers: these are the permissions of this command, those of root\n"));
}

TEST(DoctorPage, HostileTextIsShownSafely) {
  ShownDoctor hostile = doctor();
  hostile.checks = {{"engine", "fault", "docker \x1b[31m\nok", "\u202e"}};
  EXPECT_THAT(doctor_page(hostile, {}), HasSubstr(R"(docker \x1b[31m\x0aok; remedy: \u{202e})"));
}

TEST(DoctorPage, OnlyFaultsAndWarningsAreTrouble) {
  ShownDoctor shown = doctor();
  EXPECT_TRUE(finds_trouble(shown));
  shown.checks[1].state = "fault";
  EXPECT_TRUE(finds_trouble(shown));
  shown.checks[1].state = "unknown";
  EXPECT_FALSE(finds_trouble(shown));
}

}  // namespace
}  // namespace plimsoll::cli::testing
