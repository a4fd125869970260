#include "daemon/cli/unit_state.hpp"

#include <gtest/gtest.h>

namespace plimsoll::cli::testing {
namespace {

TEST(UnitState, IsWhatSystemctlShows) {
  EXPECT_EQ(unit_state_in("LoadState=loaded\nActiveState=active\nSubState=running\nResult=success\n"),
            "loaded active running");
  EXPECT_EQ(unit_state_in("Result=exit-code\nLoadState=loaded\nActiveState=failed\nSubState=failed\n"),
            "loaded failed failed (exit-code)");
  EXPECT_EQ(unit_state_in("LoadState=not-found\nActiveState=inactive\nSubState=dead\n"), "not installed");
  EXPECT_EQ(unit_state_in(""), "");
}

}  // namespace
}  // namespace plimsoll::cli::testing
