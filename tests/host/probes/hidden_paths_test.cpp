#include "lib/host/probes/hidden_paths.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::host {
namespace {

/// As systemd 252 of Debian 12 mounts them for a service with ProtectHome=yes, PrivateTmp=yes and PrivateDevices=yes.
const std::string kSandbox =
    "601 600 8:1 / / ro,nosuid,relatime - ext4 /dev/sda1 rw\n"
    "610 601 0:5 / /dev rw,nosuid,relatime - devtmpfs udev rw,size=1k\n"
    "611 610 0:61 / /dev rw,nosuid,noexec - tmpfs tmpfs rw,size=4096k,mode=755\n"
    "620 601 0:25 /systemd/inaccessible/dir /home ro,nosuid,nodev,noexec - tmpfs tmpfs rw,mode=755\n"
    "621 601 0:25 /systemd/inaccessible/dir /root ro,nosuid,nodev,noexec - tmpfs tmpfs rw,mode=755\n"
    "622 601 0:26 / /run rw,nosuid,nodev - tmpfs tmpfs rw,mode=755\n"
    "630 601 8:1 /tmp/systemd-private-0a1b-plimsolld.service-Xy/tmp /tmp rw,relatime - ext4 /dev/sda1 rw\n"
    "631 601 0:40 /systemd-private-0a1b-plimsolld.service-Xy/tmp /var/tmp rw - tmpfs tmpfs rw\n";

const std::string kHost =
    "25 30 0:23 / /proc rw,nosuid,nodev,noexec,relatime shared:14 - proc proc rw\n"
    "26 30 0:5 / /dev rw,nosuid,relatime shared:2 - devtmpfs udev rw,size=1k\n"
    "27 26 0:24 / /dev/shm rw,nosuid,nodev shared:4 - tmpfs tmpfs rw\n"
    "30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "31 30 0:26 / /run rw,nosuid,nodev shared:5 - tmpfs tmpfs rw,mode=755\n"
    "32 31 0:50 / /run/user/1000 rw,nosuid,nodev,relatime shared:9 - tmpfs tmpfs rw,uid=1000\n"
    "33 30 0:33 / /tmp rw,nosuid,nodev shared:6 - tmpfs tmpfs rw\n"
    "34 30 8:3 / /home rw,relatime shared:7 - ext4 /dev/sda3 rw\n";

TEST(HiddenPaths, AreThoseOfTheServicesSandbox) {
  const HiddenPaths hidden(kSandbox);
  for (const char* path : {"/dev/sda", "/home/app/.docker", "/root", "/root/.ssh", "/tmp/docker.sock", "/var/tmp/x"}) {
    EXPECT_TRUE(hidden.cover(path)) << path;
  }
  for (const char* path : {"/", "/etc/docker/daemon.json", "/run/docker.sock", "/var/lib/docker", "/homework"}) {
    EXPECT_FALSE(hidden.cover(path)) << path;
  }
}

TEST(HiddenPaths, AreNoneOnAHostWithoutASandbox) {
  EXPECT_TRUE(HiddenPaths(kHost).empty());
  EXPECT_TRUE(HiddenPaths().empty());
  EXPECT_TRUE(HiddenPaths("").empty());
}

TEST(HiddenPaths, IncludeDirectoriesThatAnEmptyFileSystemReplaces) {
  const HiddenPaths hidden(kHost + "40 30 0:70 / /etc ro - tmpfs tmpfs rw\n41 30 0:71 / /home rw - tmpfs tmpfs rw\n");
  EXPECT_TRUE(hidden.cover("/etc/docker"));
  EXPECT_TRUE(hidden.cover("/home/app"));
  EXPECT_FALSE(hidden.cover("/tmp/x"));
}

TEST(HiddenPaths, IncludeTheKernelSettingsWhereProcHasOnlyProcesses) {
  const HiddenPaths hidden(kHost + "60 30 0:80 / /proc rw,nosuid - proc proc rw,hidepid=invisible,subset=pid\n");
  EXPECT_TRUE(hidden.cover("/proc/sys/kernel/core_pattern"));
  EXPECT_FALSE(hidden.cover("/proc/1/stat"));
}

TEST(HiddenPaths, IncludeInaccessibleFilesAndNamesWithBlanks) {
  const HiddenPaths hidden("50 30 0:25 /systemd/inaccessible/reg /srv/a\\040b ro - tmpfs tmpfs rw\n");
  EXPECT_TRUE(hidden.cover("/srv/a b"));
  EXPECT_FALSE(hidden.cover("/srv/a"));
}

}  // namespace
}  // namespace plimsoll::host
