#include <gmock/gmock.h>

#include "lib/host/engine_setup/accounts.hpp"
#include "lib/host/engine_setup/mount_point.hpp"
#include "lib/host/engine_setup/units.hpp"
#include "lib/host/kernel_settings.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(KernelSettings, AreThoseThatTheKernelHas) {
  Tree tree;
  tree.file("/proc/sys/kernel/core_pattern", "|/usr/bin/x %p\n").file("/proc/sys/fs/suid_dumpable", "0\n");
  EXPECT_THAT(
      *read_kernel_settings(HostSource(tree.root())),
      ElementsAre(KernelSetting{"fs.suid_dumpable", "0"}, KernelSetting{"kernel.core_pattern", "|/usr/bin/x %p"}));
}

TEST(KernelSettings, OneThatOnlyRootReadsHasNoValue) {
  Tree tree;
  tree.file("/proc/sys/fs/protected_symlinks", "1\n", 0).file("/proc/sys/fs/suid_dumpable", "0\n");
  const Unprivileged unprivileged;
  EXPECT_THAT(*read_kernel_settings(HostSource(tree.root())),
              ElementsAre(KernelSetting{"fs.protected_symlinks", ""}, KernelSetting{"fs.suid_dumpable", "0"}));
}

TEST(KernelSettings, WithoutAnyThereIsNoProc) {
  Tree tree;
  EXPECT_EQ(read_kernel_settings(HostSource(tree.root())).error(), Cause::unreadable);
}

TEST(MountPoint, IsTheLongestAbove) {
  const std::string mounts =
      "1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 8:2 / /var/lib rw - ext4 /dev/b rw\n3 1 8:3 / /var/libx rw - ext4 /dev/c "
      "rw\n";
  EXPECT_EQ(mount_point_of(mounts, "/var/lib/docker"), "/var/lib");
  EXPECT_EQ(mount_point_of(mounts, "/var/libxy"), "/");
  EXPECT_EQ(mount_point_of("", "/var"), std::nullopt);
  EXPECT_EQ(mount_point_of("nonsense\n", "/var"), std::nullopt);
}

TEST(MountPoint, OfADirectoryBoundOntoItselfIsThatOfItsFileSystem) {
  const std::string mounts = "1 0 8:1 / / rw - a b c\n2 1 8:1 /var/lib/docker /var/lib/docker rw - a b c\n";
  EXPECT_EQ(mount_point_of(mounts, "/var/lib/docker"), "/");
}

TEST(MountPoint, BlanksAreEscaped) {
  EXPECT_EQ(mount_point_of("2 1 8:2 / /my\\040data\\134 rw - ext4 /dev/b rw\n", "/my data\\/docker"), "/my data\\");
  EXPECT_EQ(mount_point_of("2 1 8:2 / /a\\9 rw - ext4 /dev/b rw\n", "/a\\9"), "/a\\9");
}

TEST(MountPoint, IsThatOfTheRealPathInTheEnginesView) {
  Tree tree;
  tree.link("/var/lib/docker", "/data/docker")
      .directory("/data/docker")
      .file("/proc/20/mountinfo", "1 0 8:1 / / rw - a b c\n2 1 8:2 / /data rw - a b c\n")
      .file("/proc/1/mountinfo", "1 0 8:1 / / rw - a b c\n");
  const HostSource source(tree.root());
  EXPECT_EQ(*read_mount_point(source, 20, "/var/lib/docker"), "/data");
  EXPECT_EQ(*read_mount_point(source, Cause::unresolved, "/var/lib/docker"), "/");
}

TEST(MountPoint, AnotherProcessesViewIsNoAnswer) {
  Tree tree;
  tree.file("/proc/20/mountinfo", "", 0).file("/proc/1/mountinfo", "1 0 8:1 / / rw - a b c\n");
  const Unprivileged unprivileged;
  EXPECT_EQ(read_mount_point(HostSource(tree.root()), 20, "/var/lib/docker").error(), Cause::no_permission);
}

TEST(Accounts, MembersAndPrimaryUsersOfTheGroup) {
  const EngineGroup group = group_of("root:x:0:\ndocker:x:998:ann,bob\nops:x:998:ann,\n",
                                     "root:x:0:0::/root:/bin/sh\neve:x:5:998::/:/bin/sh\nbad line\n", 998);
  EXPECT_EQ(group.name, "docker");
  EXPECT_THAT(group.members, ElementsAre("ann", "bob", "eve"));
}

TEST(Accounts, AGroupWithoutALineHasNoName) {
  EXPECT_EQ(group_of("docker:x:99:ann\n", "", 9), (EngineGroup{.name = "", .gid = 9, .members = {}}));
}

TEST(Accounts, TheGroupIsTheSocketsOwner) {
  Tree tree;
  tree.file("/etc/passwd", "").file("/etc/group", "x:x:" + std::to_string(::getegid()) + ":ann\n").file("/s", "", 0660);
  const HostSource source(tree.root());
  EXPECT_THAT(read_engine_group(source, {}, "/s")->members, Contains("ann"));
  EXPECT_EQ(read_engine_group(source, {}, "/t").error(), Cause::absent);
  const EngineFile socket{.role = EngineFileRole::api_socket,
                          .status = Fact<FileStatus>({.gid = 77}, Source::host, "stat")};
  EXPECT_EQ(read_engine_group(source, {socket}, "/s")->gid, 77U);
}

TEST(Accounts, ASocketThatItsGroupMayNotWriteMakesNobodyAMember) {
  Tree tree;
  const std::string gid = std::to_string(::getegid());
  tree.file("/etc/passwd", "").file("/etc/group", "x:x:" + gid + ":ann\ny:x:77:bob\n").file("/s", "", 0644);
  const HostSource source(tree.root());
  EXPECT_THAT(read_engine_group(source, {}, "/s")->members, IsEmpty());
  const auto socket = [](std::uint32_t mode) {
    return EngineFile{.role = EngineFileRole::api_socket,
                      .status = Fact<FileStatus>({.gid = 77, .mode = mode}, Source::host, "stat")};
  };
  EXPECT_THAT(read_engine_group(source, {socket(0600)}, "/s")->members, IsEmpty());
  EXPECT_THAT(read_engine_group(source, {socket(0660)}, "/s")->members, ElementsAre("bob"));
}

TEST(Units, LinesThatNameFiles) {
  UnitLines lines;
  add_unit_lines(
      "[Socket]\n# ListenStream=/c\n ListenStream = /a\nListenStream=\nListenStream=/b\n"
      "EnvironmentFile=-/etc/default/docker\nEnvironmentFile=/etc/\\\nx\nExecStart=/usr/bin/dockerd",
      lines);
  EXPECT_THAT(lines.listen_streams, ElementsAre("/b"));
  EXPECT_THAT(lines.environment_files, ElementsAre("/etc/default/docker", "/etc/ x"));
}

TEST(Units, TheFirstDirectoryWinsAndDropInsAddUp) {
  Tree tree;
  tree.file("/etc/systemd/system/docker.service", "EnvironmentFile=/etc/one\n")
      .file("/usr/lib/systemd/system/docker.service", "EnvironmentFile=/etc/hidden\n")
      .file("/etc/systemd/system/docker.service.d/a.conf", "EnvironmentFile=/etc/two\n")
      .file("/usr/lib/systemd/system/docker.service.d/a.conf", "EnvironmentFile=/etc/hidden\n")
      .file("/usr/lib/systemd/system/docker.service.d/b.conf", "EnvironmentFile=/etc/three\n")
      .file("/etc/systemd/system/docker.service.d/notes.txt", "EnvironmentFile=/etc/hidden\n");
  const Unit unit =
      read_unit(HostSource(tree.root()), {"/etc/systemd/system", "/usr/lib/systemd/system"}, "docker.service");
  EXPECT_THAT(unit.files,
              ElementsAre("/etc/systemd/system/docker.service", "/etc/systemd/system/docker.service.d/a.conf",
                          "/usr/lib/systemd/system/docker.service.d/b.conf"));
  EXPECT_THAT(unit.lines.environment_files, ElementsAre("/etc/one", "/etc/two", "/etc/three"));
}

TEST(Units, WhatCannotBeReadIsSaidSo) {
  Tree folder, text;
  folder.directory("/etc/systemd/system/docker.service.d", 0);
  text.file("/etc/systemd/system/docker.service", "EnvironmentFile=/etc/one\n", 0);
  const Unprivileged unprivileged;
  const Unit unlisted = read_unit(HostSource(folder.root()), {"/etc/systemd/system"}, "docker.service");
  EXPECT_EQ(unlisted.unlisted, Cause::no_permission);
  EXPECT_EQ(unlisted.unread, Cause::no_permission);
  const Unit unread = read_unit(HostSource(text.root()), {"/etc/systemd/system"}, "docker.service");
  EXPECT_EQ(unread.unlisted, std::nullopt);
  EXPECT_EQ(unread.unread, Cause::no_permission);
}

TEST(Units, ADropInThatIsSwitchedOffHidesNothing) {
  Tree tree;
  tree.file("/etc/systemd/system/docker.service", "").fifo("/etc/systemd/system/docker.service.d/x.conf");
  EXPECT_EQ(read_unit(HostSource(tree.root()), {"/etc/systemd/system"}, "docker.service").unread, std::nullopt);
}

TEST(Units, AMaskedOneHasNoFile) {
  Tree tree;
  tree.fifo("/etc/systemd/system/docker.service").file("/usr/lib/systemd/system/docker.service", "");
  EXPECT_THAT(
      read_unit(HostSource(tree.root()), {"/etc/systemd/system", "/usr/lib/systemd/system"}, "docker.service").files,
      IsEmpty());
}

}  // namespace
}  // namespace plimsoll::host
