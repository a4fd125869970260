#include "lib/core/vocabulary/host_paths.hpp"

#include <gtest/gtest.h>

namespace plimsoll {
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

TEST(IsAtOrBelow, ComparesWholeComponentsAndKnowsNoStar) {
  EXPECT_TRUE(is_at_or_below("/var/lib/docker", "/var/lib"));
  EXPECT_TRUE(is_at_or_below("/var/lib", "/var/lib"));
  EXPECT_TRUE(is_at_or_below("/var", "/"));
  EXPECT_FALSE(is_at_or_below("/var/libx", "/var/lib"));
  EXPECT_FALSE(is_at_or_below("/var", "/var/lib"));
  EXPECT_FALSE(is_at_or_below("/var/lib", "/var/*"));
}

}  // namespace
}  // namespace plimsoll
