#include "lib/host/probes/host_root.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "lib/host/probes/host_source.hpp"
#include "lib/host/processes/effective_reader.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

TEST(HostRoot, OpensBelowAnotherTree) {
  Tree tree;
  tree.file("/etc/file", "").link("/etc/link", "/etc/file");
  const HostRoot root(tree.root());
  const auto opened = root.open("/etc/link", O_PATH);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*root.real_path(*opened), "/etc/file");
  EXPECT_FALSE(root.hides_paths());
}

TEST(HostRoot, ShowsTheProcessesOfThisHost) {
  const HostRoot root("");
  const auto opened = root.open("/proc/self/status", O_RDONLY);
  ASSERT_TRUE(opened);
  EXPECT_FALSE(root.hides_paths());
}

/// Runs `test` in a child that has mounts of its own, as a service's sandbox has; true if it returned true there.
template <class Test>
bool in_sandbox(Test test) {
  const pid_t child = ::fork();
  if (child == 0) {
    const bool ready = ::unshare(CLONE_NEWNS) == 0 && ::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    ::_exit(ready && test() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Runs `test` in a child that has a namespace of its own; in a new user namespace nobody is mapped. unshare(2) does
/// not make one where a process has threads, as each process under the thread sanitizer has.
template <class Test>
bool in_namespace(int flag, Test test) {
  const auto child = static_cast<pid_t>(::syscall(SYS_clone, flag | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  if (child == 0) ::_exit(test() ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Without the right to look at process 1 there is nothing but one's own mounts: capabilities are dropped with the
/// user.
void become_nobody() {
  if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0) ::_exit(2);
}

TEST(HostRoot, TakesNoMountOfASandboxForTheHosts) {
  Tree tree;
  tree.link("/link", "/root/file");
  const std::string link = tree.outside("/link");
  EXPECT_TRUE(in_sandbox([&] {
    if (::mount("tmpfs", "/root", "tmpfs", 0, "mode=755") != 0) return false;
    if (::close(::open("/root/file", O_CREAT | O_WRONLY | O_CLOEXEC, 0644)) != 0) return false;
    become_nobody();
    const HostRoot root("");
    const auto direct = root.open("/root/file", O_PATH);
    const auto through_link = root.open(link, O_PATH);
    const auto other = root.open("/etc/passwd", O_PATH);
    return !direct && direct.error() == Cause::hidden && !through_link && through_link.error() == Cause::hidden &&
           other;
  }));
}

TEST(HostRoot, ADanglingLinkInASandboxIsHiddenAndNotAbsent) {
  Tree tree;
  tree.link("/link", "/root/file").link("/folder", "/root/folder");
  const std::string folder = tree.root();
  EXPECT_TRUE(in_sandbox([&] {
    if (::mount("tmpfs", "/root", "tmpfs", 0, "mode=755") != 0) return false;
    become_nobody();
    const HostRoot root("");
    const auto hidden = [&](const std::string& path) {
      return root.open(folder + path, O_PATH).error() == Cause::hidden;
    };
    return hidden("/link") && hidden("/folder/file") && root.open(folder + "/nothing", O_PATH).error() == Cause::absent;
  }));
}

TEST(HostRoot, Process1OfANamespaceSeesNothingOfTheHost) {
  EXPECT_TRUE(in_namespace(CLONE_NEWPID | CLONE_NEWNS, [] {
    if (::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
    if (::mount("proc", "/proc", "proc", 0, nullptr) != 0) return false;
    const auto opened = HostRoot("").open("/etc/passwd", O_PATH);
    return ::getpid() == 1 && !opened && opened.error() == Cause::hidden;
  }));
}

TEST(HostRoot, TellsThatAUserNamespaceOfItsOwnHidesOwners) {
  EXPECT_TRUE(HostRoot("/").shows_owners());
  EXPECT_TRUE(in_namespace(CLONE_NEWUSER, [] {
    const HostSource source("/");
    const auto status = source.status("/etc/passwd");
    return !source.shows_owners() && !status && status.error() == Cause::hidden &&
           read_effective_state(source, {.id = kContainerId, .pid = 1},
                                {Cause::pending, NsenterProcesses(std::chrono::seconds(1))})
                   .error() == Cause::hidden;
  }));
}

}  // namespace
}  // namespace plimsoll::host
