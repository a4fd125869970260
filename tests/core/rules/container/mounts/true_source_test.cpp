#include "lib/core/rules/container/mounts/true_source.hpp"

#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

/// Of a mount on an engine with these volumes.
Fact<std::string> source_of(const Mount& mount, const std::vector<VolumeFacts>& volumes = {}) {
  Snapshot snapshot;
  for (const VolumeFacts& volume : volumes) snapshot.volumes.emplace(volume.name, volume);
  const Inventory inventory(snapshot);
  const Settings settings;
  return true_source(mount, {snapshot.engine, snapshot.host, inventory, settings});
}

Fact<std::string> source_of_volume(const char* type, const char* device, const char* o) {
  return source_of(
      {.type = "volume", .source = "/var/lib/docker/volumes/v/_data", .volume_name = "v", .driver = "local"},
      {{.name = "v",
        .driver = seen("local"),
        .option_type = seen(type),
        .option_device = seen(device),
        .option_o = seen(o)}});
}

TEST(TrueSource, OfABindIsItsSource) {
  EXPECT_EQ(*source_of({.type = "bind", .source = "/var/run"}), "/var/run");
  EXPECT_EQ(source_of({.type = "bind", .source = "relative"}).cause(), Cause::unresolved);
}

TEST(TrueSource, OfAVolumeThatBindsIsItsDevice) {
  EXPECT_EQ(*source_of_volume("none", "/etc", "bind"), "/etc");
  EXPECT_EQ(*source_of_volume("", "/etc", "ro,rbind"), "/etc");
  EXPECT_EQ(*source_of_volume("bind", "/etc", ""), "/etc");
  EXPECT_EQ(source_of_volume("none", "etc", "bind").cause(), Cause::unresolved);
}

TEST(TrueSource, OfAVolumeOnADeviceIsTheDevice) {
  EXPECT_EQ(*source_of_volume("ext4", "/dev/sdb1", "rw"), "/dev/sdb1");
}

TEST(TrueSource, OfWhatIsNotOfTheHostIsNone) {
  EXPECT_EQ(*source_of_volume("", "", ""), "");
  EXPECT_EQ(*source_of_volume("", "", "size=1g"), "");
  EXPECT_EQ(*source_of_volume("tmpfs", "tmpfs", "size=100m"), "");
  EXPECT_EQ(*source_of_volume("nfs", ":/etc", "addr=192.0.2.1,binding"), "");
  EXPECT_EQ(*source_of({.type = "tmpfs"}), "");
}

TEST(TrueSource, OfOtherFileSystemsIsUnresolved) {
  EXPECT_EQ(source_of_volume("overlay", "overlay", "lowerdir=/:/srv").cause(), Cause::unresolved);
  EXPECT_EQ(source_of_volume("proc", "proc", "").cause(), Cause::unresolved);
  EXPECT_EQ(source_of_volume("ext4", "/dev/../etc", "").cause(), Cause::unresolved);
}

TEST(TrueSource, OfAVolumeThatNobodyDescribesIsUnknown) {
  EXPECT_EQ(source_of({.type = "volume", .volume_name = "v", .driver = "local"}).cause(), Cause::unresolved);
  EXPECT_EQ(source_of({.type = "volume", .volume_name = "v", .driver = "rexray"}).cause(), Cause::not_reported);
  EXPECT_EQ(source_of({.type = "volume", .volume_name = "v"}, {{.name = "v", .driver = seen("rexray")}}).cause(),
            Cause::not_reported);
  EXPECT_EQ(source_of({.type = "cluster", .source = "/var"}).cause(), Cause::not_reported);
}

TEST(TrueSource, OptionsThatAreLeftOutAreNotSet) {
  EXPECT_EQ(*source_of({.type = "volume", .volume_name = "v", .driver = "local"}, {{.name = "v"}}), "");
}

TEST(TrueSource, OptionsThatCannotBeReadAreUnknown) {
  EXPECT_EQ(source_of({.type = "volume", .volume_name = "v", .driver = "local"},
                      {{.name = "v", .option_o = missing(Cause::wrong_type)}})
                .cause(),
            Cause::wrong_type);
}

}  // namespace
}  // namespace plimsoll::testing
