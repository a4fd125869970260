#include "lib/core/rules/common/host_paths.hpp"

#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

TEST(CanonicalPath, HasOneSpelling) {
  EXPECT_EQ(canonical_path("/"), "/");
  EXPECT_EQ(canonical_path("//srv//data/"), "/srv/data");
  EXPECT_EQ(canonical_path("/srv/../etc/./ssh"), "/etc/ssh");
  EXPECT_EQ(canonical_path("/../../etc"), "/etc");
}

TEST(CanonicalPath, FollowsTheLinksOfEveryDistribution) {
  EXPECT_EQ(canonical_path("/var/run/docker.sock"), "/run/docker.sock");
  EXPECT_EQ(canonical_path("/bin"), "/usr/bin");
  EXPECT_EQ(canonical_path("/lib64/ld.so"), "/usr/lib64/ld.so");
  EXPECT_EQ(canonical_path("/var/runner"), "/var/runner");
  EXPECT_EQ(canonical_path("/library"), "/library");
}

TEST(CanonicalPath, FollowsTheRootOfAProcessOfTheHost) {
  EXPECT_EQ(canonical_path("/proc/1/root"), "/");
  EXPECT_EQ(canonical_path("/proc/self/root/proc/1/root/var/run"), "/run");
  EXPECT_EQ(canonical_path("/proc/12/root"), "/proc/12/root");
}

TEST(RelationOfPaths, ComparesWholeComponents) {
  EXPECT_EQ(relation("/etc", "/etc"), Relation::equal);
  EXPECT_EQ(relation("/", "/etc"), Relation::above);
  EXPECT_EQ(relation("/", "/"), Relation::equal);
  EXPECT_EQ(relation("/etc/cron.d", "/etc"), Relation::below);
  EXPECT_EQ(relation("/etcetera", "/etc"), Relation::apart);
  EXPECT_EQ(relation("/et", "/etc"), Relation::apart);
}

TEST(RelationOfPaths, TakesAStarForOneComponent) {
  EXPECT_EQ(relation("/home/ann/.ssh", "/home/*/.ssh"), Relation::equal);
  EXPECT_EQ(relation("/home/ann", "/home/*/.ssh"), Relation::above);
  EXPECT_EQ(relation("/home/ann/.ssh/id", "/home/*/.ssh"), Relation::below);
  EXPECT_EQ(relation("/home/.ssh", "/home/*/.ssh"), Relation::above);
  EXPECT_EQ(relation("/home/ann/b/.ssh", "/home/*/.ssh"), Relation::apart);
}

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
