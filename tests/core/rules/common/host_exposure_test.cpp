#include "lib/core/rules/common/host_exposure.hpp"

#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

TEST(ExposureOfPath, DeepestPlaceDecidesBelow) {
  const World w;
  EXPECT_EQ(exposure_of("/usr/local/app", w.engine), Exposure());
  EXPECT_EQ(exposure_of("/usr/local/bin/tool", w.engine), (Exposure{.commands_host = true}));
  EXPECT_EQ(exposure_of("/etc/app.conf", w.engine), (Exposure{.configures_host = true}));
  EXPECT_EQ(exposure_of("/etc/ssh/key", w.engine), (Exposure{.commands_host = true, .reveals = Reveals::secrets}));
}

TEST(ExposureOfPath, AboveGivesTheWorstAway) {
  const World w;
  EXPECT_EQ(exposure_of("/", w.engine), (Exposure{.commands_host = true, .reveals = Reveals::secrets}));
  EXPECT_EQ(exposure_of("/var/log", w.engine), (Exposure{.reveals = Reveals::information}));
  EXPECT_EQ(exposure_of("/sys/kernel", w.engine), (Exposure{.commands_host = true, .reveals = Reveals::information}));
}

TEST(ExposureOfPath, KnowsTheEnginesRootDirectory) {
  World w;
  EXPECT_EQ(exposure_of("/srv/engine/overlay2", w.engine), Exposure());
  w.engine.root_directory = seen("/srv/engine/");
  EXPECT_EQ(exposure_of("/srv/engine/overlay2", w.engine),
            (Exposure{.commands_host = true, .reveals = Reveals::secrets}));
}

}  // namespace
}  // namespace plimsoll::testing
