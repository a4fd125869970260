#include "lib/host/processes/own_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using ::testing::ElementsAre;

constexpr const char* kStatus =
    "Name:\tplimsolld\nState:\tS (sleeping)\nPPid:\t1\nThreads:\t5\n"
    "Uid:\t998\t998\t998\t998\nGid:\t997\t997\t997\t997\nGroups:\t997 999 \n"
    "CapPrm:\t0000000000080004\nCapEff:\t0000000000080004\nCapBnd:\t0000000000080004\nCapAmb:\t0000000000080004\n"
    "NoNewPrivs:\t1\nSeccomp:\t2\n";

constexpr const char* kMounts =
    "22 28 0:21 / /proc rw,nosuid - proc proc rw\n"
    "28 1 8:1 / / rw - ext4 /dev/sda1 rw\n";

/// plimsolld in its unit on a host with cgroup v2.
OwnProcessFiles files() {
  return {.status = kStatus,
          .user_map = "         0          0 4294967295\n",
          .mounts = kMounts,
          .label = "unconfined\n",
          .cgroup = "0::/system.slice/plimsolld.service\n",
          .groups = "root:x:0:\nplimsoll:x:997:\ndocker:x:999:alice\n",
          .accounts = "root:x:0:0:::\nplimsoll:x:998:997::/:/usr/sbin/nologin\n"};
}

std::vector<std::string> names_of(const std::vector<Account>& accounts) {
  std::vector<std::string> names;
  for (const Account& account : accounts) names.push_back(account.name);
  return names;
}

TEST(OwnProcess, IsWhatProcSelfSays) {
  const auto process = parse_own_process(files());
  ASSERT_TRUE(process);
  EXPECT_EQ(process->user.name, "plimsoll");
  EXPECT_THAT(names_of(process->groups), ElementsAre("plimsoll", "docker"));
  EXPECT_EQ(process->effective, (CapabilityMask{1} << 2) | (CapabilityMask{1} << 19));
  EXPECT_EQ(process->seccomp, SeccompMode::filter);
  EXPECT_TRUE(process->no_new_privileges);
  EXPECT_FALSE(process->own_user_namespace);
  EXPECT_FALSE(process->hides_processes);
  EXPECT_FALSE(process->hides_kernel_files);
  EXPECT_THAT(process->hidden_paths, ElementsAre());
  EXPECT_EQ(process->label, "unconfined");
  EXPECT_EQ(process->unit, "plimsolld.service");
}

TEST(OwnProcess, WithoutAStatusNothingIsKnown) {
  OwnProcessFiles broken = files();
  broken.status = "Name:\tplimsolld\n";
  EXPECT_FALSE(parse_own_process(broken));
}

TEST(OwnProcess, SeesPrivateUsers) {
  OwnProcessFiles own = files();
  own.user_map = "         0          0          1\n       998        998          1\n";
  EXPECT_TRUE(parse_own_process(own)->own_user_namespace);
}

TEST(OwnProcess, SeesHowProcIsMounted) {
  struct Row {
    const char* options;
    bool hides_processes;
    bool hides_kernel_files;
  };
  for (const Row& row : {Row{"rw", false, false}, Row{"rw,hidepid=0", false, false},
                         Row{"rw,hidepid=off", false, false}, Row{"rw,hidepid=2", true, false},
                         Row{"rw,hidepid=invisible,subset=pid", true, true}, Row{"rw,subset=pid", false, true}}) {
    OwnProcessFiles own = files();
    own.mounts += std::string("40 28 0:50 / /proc rw,nosuid - proc proc ") + row.options + "\n";
    const auto process = parse_own_process(own);
    EXPECT_EQ(process->hides_processes, row.hides_processes) << row.options;
    EXPECT_EQ(process->hides_kernel_files, row.hides_kernel_files) << row.options;
  }
}

TEST(OwnProcess, SeesThePathsThatSystemdHides) {
  OwnProcessFiles own = files();
  own.mounts +=
      "41 28 0:23 /systemd/inaccessible/dir /root ro,nosuid shared:5 - tmpfs tmpfs rw,mode=755\n"
      "42 28 0:60 / /home ro,nosuid - tmpfs tmpfs ro\n"
      "43 28 0:61 / /tmp rw - tmpfs tmpfs rw\n"
      "44 28 8:1 /home /srv rw - ext4 /dev/sda1 rw\n";
  EXPECT_THAT(parse_own_process(own)->hidden_paths, ElementsAre("/root", "/home"));
}

TEST(OwnProcess, FindsItsUnitInEitherCgroupVersion) {
  OwnProcessFiles own = files();
  own.cgroup = "4:memory:/docker/x.service\n1:name=systemd:/system.slice/plimsolld.service\n0::/\n";
  EXPECT_EQ(parse_own_process(own)->unit, "plimsolld.service");
  own.cgroup = "0::/user.slice/user-0.slice/session-3.scope\n";
  EXPECT_EQ(parse_own_process(own)->unit, "");
}

TEST(OwnProcess, TheLabelEndsAtAZeroByte) {
  OwnProcessFiles own = files();
  own.label = std::string("plimsolld (enforce)\0\n", 21);
  EXPECT_EQ(parse_own_process(own)->label, "plimsolld (enforce)");
}

TEST(OwnProcess, ReadsTheTestsOwnProcess) {
  const auto process = read_own_process();
  ASSERT_TRUE(process);
  EXPECT_EQ(process->user.id, geteuid());
  EXPECT_EQ(process->groups.front().id, getegid());
  EXPECT_NE(read_system_facts().kernel_release, "");
}

TEST(SocketFile, IsToldWithItsOwnerModeAndWhetherItTakesConnections) {
  const Tree tree;
  const std::string path = tree.outside("/s");
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  const auto file = read_socket_file(path);
  close(fd);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->owner.id, geteuid());
  EXPECT_EQ(file->mode, 0640U);
  EXPECT_TRUE(file->writable);
}

TEST(SocketFile, ThatIsNotThereOrNoSocketSaysWhy) {
  Tree tree;
  tree.file("/plain", "");
  EXPECT_EQ(read_socket_file(tree.outside("/absent")).cause(), Cause::absent);
  EXPECT_EQ(read_socket_file(tree.outside("/plain")).cause(), Cause::wrong_type);
}

}  // namespace
}  // namespace plimsoll::host
