#include "lib/host/probes/file_inspector.hpp"

#include <gmock/gmock.h>
#include <linux/posix_acl_xattr.h>

#include <vector>

#include "lib/host/probes/access_list.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

constexpr std::uint16_t kOwner = 1, kUser = 2, kGroupOwner = 4, kGroup = 8, kMask = 0x10, kOther = 0x20;

std::string list_of(const std::vector<posix_acl_xattr_entry>& entries) {
  const posix_acl_xattr_header header{POSIX_ACL_XATTR_VERSION};
  std::string list(reinterpret_cast<const char*>(&header), sizeof header);
  for (const auto& entry : entries) list.append(reinterpret_cast<const char*>(&entry), sizeof entry);
  return list;
}

TEST(AccessList, NamedUsersCountAsOthers) {
  const auto list = list_of({{kOwner, 6, 0}, {kUser, 6, 1000}, {kGroupOwner, 4, 0}, {kMask, 6, 0}, {kOther, 0, 0}});
  EXPECT_EQ(with_access_list(0660, list), 0646U);
}

TEST(AccessList, TheMaskLimitsWhatIsNamed) {
  const auto list = list_of({{kOwner, 6, 0}, {kGroup, 7, 1000}, {kGroupOwner, 6, 0}, {kMask, 4, 0}, {kOther, 0, 0}});
  EXPECT_EQ(with_access_list(0640, list), 0644U);
}

TEST(AccessList, RootIsNotOthers) {
  const auto list = list_of({{kOwner, 6, 0}, {kUser, 6, 0}, {kGroupOwner, 4, 0}, {kMask, 6, 0}, {kOther, 0, 0}});
  EXPECT_EQ(with_access_list(0660, list), 0640U);
}

TEST(AccessList, NoListLeavesTheMode) {
  EXPECT_EQ(with_access_list(0640, ""), 0640U);
  EXPECT_EQ(with_access_list(0640, "nonsense that is no list"), 0640U);
}

class FileInspection : public testing::Test {
 protected:
  /// The files of a test belong to whoever runs it.
  [[nodiscard]] std::string loose_above(const std::string& path) const {
    const HostSource source(tree.root());
    return FileInspector(source, ::geteuid()).look_at(path)->status.writable_parent;
  }

  Tree tree;
};

TEST_F(FileInspection, ADirectoryThatOthersWriteIsLoose) {
  tree.file("/etc/docker/daemon.json", "");
  EXPECT_EQ(loose_above("/etc/docker/daemon.json"), "");
  tree.mode_of("/etc", 0757);
  EXPECT_EQ(loose_above("/etc/docker/daemon.json"), "/etc");
}

TEST_F(FileInspection, AGroupThatIsTheOwnersAloneLoosensNothing) {
  if (::geteuid() != 0) GTEST_SKIP() << "giving a directory away needs root";
  tree.file("/srv/x", "").mode_of("/srv", 0775).file("/etc/passwd", "root:x:0:0:::\nann:x:1000:1000:::\n");
  const auto loose = [&](uid_t owner, gid_t group, std::string_view groups) {
    tree.file("/etc/group", groups);
    EXPECT_EQ(::chown(tree.outside("/srv").c_str(), owner, group), 0);
    const HostSource source(tree.root());
    return !FileInspector(source, 1000).look_at("/srv/x")->status.writable_parent.empty();
  };
  EXPECT_FALSE(loose(0, 0, ""));
  EXPECT_FALSE(loose(1000, 0, ""));
  EXPECT_FALSE(loose(1000, 1000, "ann:x:1000:\n"));
  EXPECT_TRUE(loose(1000, 1000, "ann:x:1000:bob\n"));
  EXPECT_FALSE(loose(1000, 50, "staff:x:50:ann\n"));
  EXPECT_TRUE(loose(1000, 50, "staff:x:50:ann,bob\n"));
  EXPECT_TRUE(loose(0, 50, "staff:x:50:\n"));
}

TEST_F(FileInspection, AStickyDirectoryIsNot) {
  tree.file("/tmp/x", "").mode_of("/tmp", 01777);
  EXPECT_EQ(loose_above("/tmp/x"), "");
}

TEST_F(FileInspection, TheDirectoriesOfLinkAndTargetBothCount) {
  tree.file("/opt/x/runc", "").directory("/usr/bin").link("/usr/bin/runc", "/opt/x/runc").mode_of("/opt", 0777);
  EXPECT_EQ(loose_above("/usr/bin/runc"), "/opt");
  tree.mode_of("/opt", 0755).mode_of("/usr", 0777);
  EXPECT_EQ(loose_above("/usr/bin/runc"), "/usr");
}

TEST_F(FileInspection, ADirectoryOfAnotherUserIsLoose) {
  if (::geteuid() != 0) GTEST_SKIP() << "giving a directory away needs root";
  tree.file("/srv/x", "");
  ASSERT_EQ(::chown(tree.outside("/srv").c_str(), 1000, 0), 0);
  EXPECT_EQ(loose_above("/srv/x"), "/srv");
}

TEST_F(FileInspection, StatusIsThatOfTheTarget) {
  tree.file("/lib/docker.service", "", 0606).link("/etc/docker.service", "/lib/docker.service");
  const HostSource source(tree.root());
  const auto found = FileInspector(source, 0).look_at("/etc/docker.service");
  EXPECT_EQ(found->real_path, "/lib/docker.service");
  EXPECT_EQ(found->status.mode, 0606U);
  EXPECT_EQ(FileInspector(source, 0).look_at("/etc/nothing").error(), Cause::absent);
}

}  // namespace
}  // namespace plimsoll::host
