#include "lib/config/guarded_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/config/temporary_folder.hpp"

namespace plimsoll::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

void expect_refused(const std::string& path, const std::string& message) {
  const auto text = read_guarded_file(path);
  ASSERT_FALSE(text) << path;
  EXPECT_EQ(text.error().message(), message);
}

TEST(GuardedFile, GivesTheTextAsItIs) {
  const TemporaryFolder folder;
  const auto text = read_guarded_file(folder.write("policy.yaml", "policy: v1\r\n"));
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_EQ(*text, "policy: v1\r\n");
}

TEST(GuardedFile, GivesNothingForAFileOrFolderThatDoesNotExist) {
  const TemporaryFolder folder;
  for (const std::string& path : {folder.path("policy.yaml"), folder.path("none/policy.yaml")}) {
    const auto text = read_guarded_file(path);
    ASSERT_TRUE(text) << text.error().message();
    EXPECT_FALSE(text->has_value());
  }
}

TEST(GuardedFile, RefusesAFileThatOthersCanWrite) {
  const TemporaryFolder folder;
  const std::string path = folder.write("policy.yaml", "policy: v1\n");
  for (const auto mode : {fs::perms(0664), fs::perms(0646)}) {
    fs::permissions(path, mode);
    expect_refused(path, path + ": can be written by others; chmod go-w " + path);
  }
}

TEST(GuardedFile, RefusesAFolderThatOthersCanWrite) {
  const TemporaryFolder folder;
  const std::string below = folder.make("etc");
  const std::string path = folder.write("etc/policy.yaml", "policy: v1\n");
  fs::permissions(below, fs::perms(0775));
  expect_refused(path, below + ": can be written by others; chmod go-w " + below);
}

TEST(GuardedFile, TakesAFileOfOursInAStickyFolder) {
  const TemporaryFolder folder;
  const std::string below = folder.make("tmp");
  const std::string path = folder.write("tmp/policy.yaml", "policy: v1\n");
  fs::permissions(below, fs::perms(01777));
  EXPECT_TRUE(read_guarded_file(path));
}

TEST(GuardedFile, RefusesAFileOfSomebodyElse) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const TemporaryFolder folder;
  const std::string path = folder.write("policy.yaml", "policy: v1\n");
  ASSERT_EQ(chown(path.c_str(), 4711, 0), 0);
  expect_refused(path, path + ": belongs to user 4711; chown root " + path);
}

TEST(GuardedFile, RefusesASymbolicLink) {
  const TemporaryFolder folder;
  fs::create_symlink(folder.write("real.yaml", "policy: v1\n"), folder.path("policy.yaml"));
  const std::string path = folder.path("policy.yaml");
  expect_refused(path, path + ": is a symbolic link; put the file itself in its place");
}

TEST(GuardedFile, RefusesWhatIsNotARegularFileWithoutWaitingForIt) {
  const TemporaryFolder folder;
  const std::string fifo = folder.path("fifo.yaml");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  expect_refused(fifo, fifo + ": is not a regular file; put a file in its place");
  const std::string below = folder.make("folder.yaml");
  expect_refused(below, below + ": is not a regular file; put a file in its place");
}

TEST(GuardedFile, TakesAMebibyteAndNoByteMore) {
  const TemporaryFolder folder;
  const std::string path = folder.write("policy.yaml", std::string(std::size_t{1} << 20, '#'));
  EXPECT_TRUE(read_guarded_file(path));
  folder.write("policy.yaml", std::string((std::size_t{1} << 20) + 1, '#'));
  expect_refused(path, path + ": is larger than 1 MiB; split it or shorten it");
}

TEST(GuardedDirectory, ListsByByteOrder) {
  const TemporaryFolder folder;
  folder.make("policy.d");
  for (const char* name : {"b.yaml", "a.yaml", "B.yaml", "10.yaml", "9.yaml", "\xc3\xa4.yaml", ".hidden.yaml",
                           "a.yaml.dpkg-old", "README"}) {
    folder.write(std::string("policy.d/") + name, "policy: v1\n");
  }
  const auto paths = list_guarded_directory(folder.path("policy.d"));
  ASSERT_TRUE(paths && *paths);
  std::vector<std::string> names;
  for (const std::string& path : **paths) names.push_back(fs::path(path).filename());
  EXPECT_THAT(names, ElementsAre("10.yaml", "9.yaml", "B.yaml", "a.yaml", "b.yaml", "\xc3\xa4.yaml"));
}

TEST(GuardedDirectory, RefusesTheOtherEnding) {
  const TemporaryFolder folder;
  const std::string path = folder.write("waivers.yml", "policy: v1\n");
  const auto paths = list_guarded_directory(folder.path(""));
  ASSERT_FALSE(paths);
  EXPECT_EQ(paths.error().message(), path + ": would not be read; rename it to end in .yaml");
}

TEST(GuardedDirectory, RefusesAFolderThatOthersCanWrite) {
  const TemporaryFolder folder;
  const std::string path = folder.make("policy.d");
  fs::permissions(path, fs::perms(0777));
  const auto paths = list_guarded_directory(path);
  ASSERT_FALSE(paths);
  EXPECT_EQ(paths.error().message(), path + ": can be written by others; chmod go-w " + path);
}

}  // namespace
}  // namespace plimsoll::testing
