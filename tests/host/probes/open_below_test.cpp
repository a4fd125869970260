#include "lib/host/probes/open_below.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <thread>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

/// Every test runs with openat2 and with the walk that replaces it: both must give the same answers.
class OpenBelow : public ::testing::TestWithParam<Resolver> {
 protected:
  static Answer<Descriptor> open(const std::string& directory, const std::string& path, Reach reach,
                                 int flags = O_PATH) {
    const Descriptor below(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    return open_below(below.get(), path, flags, reach, GetParam());
  }

  static bool opens(const std::string& directory, const std::string& path, Reach reach, int flags = O_PATH) {
    return open(directory, path, reach, flags).has_value();
  }

  /// 0: it opened.
  static int errno_of(const std::string& directory, const std::string& path, Reach reach, int flags = O_PATH) {
    const auto opened = open(directory, path, reach, flags);
    return opened ? 0 : opened.error().os_error.number;
  }

  /// The path below `directory` that `path` led to; "" if it did not open.
  static std::string led_to(const std::string& directory, const std::string& path, int flags = O_PATH) {
    const auto opened = open(directory, path, Reach::root, flags);
    const auto real = opened ? real_path_of(opened->get()) : Answer<std::string>(std::string());
    return real->empty() ? "" : real->substr(directory.size());
  }
};

TEST_P(OpenBelow, FollowsNoLinkInATree) {
  Tree tree;
  tree.file("/real/file", "").link("/link", "real").link("/real/alias", "file");
  EXPECT_TRUE(opens(tree.root(), "real/file", Reach::tree));
  EXPECT_EQ(errno_of(tree.root(), "link/file", Reach::tree), ELOOP);
  EXPECT_EQ(errno_of(tree.root(), "real/alias", Reach::tree), ELOOP);
  EXPECT_EQ(errno_of(tree.root(), "real/alias", Reach::tree, O_RDONLY), ELOOP);
  EXPECT_TRUE(opens(tree.root(), "link/file", Reach::root));
  EXPECT_TRUE(opens(tree.root(), "real/alias", Reach::root));
}

TEST_P(OpenBelow, EndsATreeWhereAnotherFileSystemIsMounted) {
  EXPECT_EQ(errno_of("/", "proc/version", Reach::tree), EXDEV);
  EXPECT_EQ(errno_of("/", "proc", Reach::tree), EXDEV);
  EXPECT_TRUE(opens("/", "proc/version", Reach::root));
}

TEST_P(OpenBelow, ReachesNothingAbove) {
  Tree tree;
  tree.directory("/inside")
      .file("/file", "")
      .link("/inside/up", "../file")
      .link("/inside/absolute", tree.outside("/file"));
  const std::string inside = tree.outside("/inside");
  EXPECT_EQ(errno_of(inside, "../file", Reach::tree), EXDEV);
  EXPECT_EQ(errno_of(inside, "/file", Reach::tree), EXDEV);
  EXPECT_EQ(errno_of(inside, "../file", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(inside, "../../../../../../etc/passwd", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(inside, "up", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(inside, "absolute", Reach::root), ENOENT);
}

TEST_P(OpenBelow, ResolvesLinksAndDotsBelowTheRoot) {
  Tree tree;
  tree.file("/a/b/file", "")
      .link("/absolute", "/a/b")
      .link("/a/relative", "../a/b")
      .link("/chain", "absolute")
      .link("/up", "../../a");
  EXPECT_EQ(led_to(tree.root(), "/absolute/file"), "/a/b/file");
  EXPECT_EQ(led_to(tree.root(), "a/relative/file"), "/a/b/file");
  EXPECT_EQ(led_to(tree.root(), "chain/../b/./file"), "/a/b/file");
  EXPECT_EQ(led_to(tree.root(), "//a//b/../b/file"), "/a/b/file");
  EXPECT_EQ(led_to(tree.root(), "up/b/file"), "/a/b/file");
  EXPECT_EQ(led_to(tree.root(), "chain"), "/a/b");
  EXPECT_EQ(led_to(tree.root(), "a/b/.."), "/a");
  EXPECT_EQ(led_to(tree.root(), "/.."), "");
  EXPECT_TRUE(opens(tree.root(), "/", Reach::root));
  EXPECT_TRUE(opens(tree.root(), ".", Reach::root, O_RDONLY | O_DIRECTORY));
}

TEST_P(OpenBelow, OpensALinkItselfWhereAskedNotToFollowIt) {
  Tree tree;
  tree.directory("/folder").link("/link", "folder").link("/dangling", "nowhere");
  EXPECT_EQ(led_to(tree.root(), "link", O_PATH | O_NOFOLLOW), "/link");
  EXPECT_EQ(led_to(tree.root(), "dangling", O_PATH | O_NOFOLLOW), "/dangling");
  EXPECT_EQ(led_to(tree.root(), "link/", O_PATH | O_NOFOLLOW), "/folder");
  EXPECT_EQ(errno_of(tree.root(), "link", Reach::root, O_RDONLY | O_NOFOLLOW), ELOOP);
  EXPECT_EQ(errno_of(tree.root(), "link", Reach::root, O_PATH | O_NOFOLLOW | O_DIRECTORY), ENOTDIR);
  EXPECT_TRUE(opens(tree.root(), "link", Reach::root, O_RDONLY | O_DIRECTORY));
}

TEST_P(OpenBelow, GivesTheErrnoOfOpen) {
  Tree tree;
  tree.file("/file", "").link("/one", "two").link("/two", "one").link("/dangling", "nowhere");
  EXPECT_EQ(errno_of(tree.root(), "nothing", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(tree.root(), "nothing/below", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(tree.root(), "", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(tree.root(), "dangling", Reach::root), ENOENT);
  EXPECT_EQ(errno_of(tree.root(), "file/below", Reach::root), ENOTDIR);
  EXPECT_EQ(errno_of(tree.root(), "file/", Reach::root), ENOTDIR);
  EXPECT_EQ(errno_of(tree.root(), "file", Reach::root, O_RDONLY | O_DIRECTORY), ENOTDIR);
  EXPECT_EQ(errno_of(tree.root(), "one", Reach::root), ELOOP);
  EXPECT_EQ(errno_of(tree.root(), "one/below", Reach::root), ELOOP);
  EXPECT_EQ(errno_of(tree.root(), std::string(5000, 'x'), Reach::root), ENAMETOOLONG);
}

TEST_P(OpenBelow, NamesTheSystemCallThatFailed) {
  Tree tree;
  const auto opened = open(tree.root(), "nothing", Reach::root);
  ASSERT_FALSE(opened);
  const SystemCall call = GetParam() == Resolver::openat2 ? SystemCall::openat2 : SystemCall::openat;
  EXPECT_EQ(opened.error(), (Failure{Cause::absent, {call, ENOENT}}));
}

TEST_P(OpenBelow, SaysWhereAPermissionIsMissing) {
  Tree tree;
  tree.file("/secret", "x", 0).directory("/closed", 0);
  const Unprivileged unprivileged;
  EXPECT_EQ(errno_of(tree.root(), "secret", Reach::root, O_RDONLY), EACCES);
  EXPECT_EQ(errno_of(tree.root(), "closed/below", Reach::root), EACCES);
}

TEST_P(OpenBelow, FollowsNoMagicLinkOfProc) {
  EXPECT_EQ(errno_of("/", "proc/self/root/etc/passwd", Reach::root), ELOOP);
  EXPECT_EQ(errno_of("/", "proc/self/exe", Reach::root), ELOOP);
  EXPECT_EQ(errno_of("/", "proc/self/fd/0", Reach::root), ELOOP);
  EXPECT_EQ(errno_of("/", "proc/self/ns/mnt", Reach::root), ELOOP);
  EXPECT_TRUE(opens("/", "proc/self/exe", Reach::root, O_PATH | O_NOFOLLOW));
}

TEST_P(OpenBelow, FollowsTheOrdinaryLinksOfProc) {
  EXPECT_TRUE(opens("/", "proc/self/stat", Reach::root, O_RDONLY));
  EXPECT_TRUE(opens("/", "proc/mounts", Reach::root, O_RDONLY));
  EXPECT_TRUE(opens("/", "proc/net/tcp", Reach::root, O_RDONLY));
}

TEST_P(OpenBelow, OpensNoFifo) {
  Tree tree;
  tree.fifo("/fifo");
  EXPECT_TRUE(opens(tree.root(), "fifo", Reach::root));  // O_PATH neither waits nor wakes a writer
}

/// A directory is moved out of the tree and back while the path through it is opened.
TEST_P(OpenBelow, NeverLeadsOutWhileARenameGoesOn) {
  Tree tree;
  tree.directory("/root/a/b/c").directory("/elsewhere").file("/secret", "");
  const std::string inside = tree.outside("/root/a/b");
  const std::string outside = tree.outside("/elsewhere/b");
  std::atomic<bool> stop = false;
  std::thread renamer([&] {
    while (!stop) {
      std::rename(inside.c_str(), outside.c_str());
      std::rename(outside.c_str(), inside.c_str());
    }
  });
  int escaped = 0;
  for (int attempt = 0; attempt < 20'000; ++attempt) {
    escaped += opens(tree.outside("/root"), "a/b/c/../../../../secret", Reach::root) ? 1 : 0;
    escaped += opens(tree.outside("/root"), "a/b/c/../../../secret", Reach::tree) ? 1 : 0;
  }
  stop = true;
  renamer.join();
  EXPECT_EQ(escaped, 0);
}

/// A seccomp filter that answers openat2 with an errno, as a unit's sandbox does.
bool refuse_openat2(int number) {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(number)),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{.len = std::size(program), .filter = program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// Whether `test` is true in a process where openat2 is refused.
template <class Test>
bool without_openat2(int number, Test test) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(refuse_openat2(number) && test() ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(OpenBelowInASandbox, OpensWhereOpenat2IsRefused) {
  Tree tree;
  tree.file("/a/file", "").link("/link", "/a/file");
  for (const int number : {ENOSYS, EPERM}) {
    EXPECT_TRUE(without_openat2(number, [&] {
      const Descriptor root(::open(tree.root().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
      const auto refused = open_below(root.get(), "/link", O_RDONLY, Reach::root, Resolver::openat2);
      const auto opened = open_below(root.get(), "/link", O_RDONLY, Reach::root);
      return !refused && refused.error().os_error.number == number && opened;
    })) << number;
  }
}

std::string name_of(const ::testing::TestParamInfo<Resolver>& resolver) {
  return resolver.param == Resolver::openat2 ? "openat2" : "components";
}

INSTANTIATE_TEST_SUITE_P(Resolvers, OpenBelow, ::testing::Values(Resolver::openat2, Resolver::components), name_of);

}  // namespace
}  // namespace plimsoll::host
