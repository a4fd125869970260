#include "lib/host/open_below.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

bool opens(const std::string& directory, const std::string& path, Reach reach) {
  const Descriptor opened(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  return open_below(opened.get(), path, O_PATH, reach).has_value();
}

TEST(OpenBelow, ATreeHasNoLinks) {
  Tree tree;
  tree.file("/real/file", "").link("/link", "real");
  EXPECT_TRUE(opens(tree.root(), "real/file", Reach::tree));
  EXPECT_FALSE(opens(tree.root(), "link/file", Reach::tree));
  EXPECT_TRUE(opens(tree.root(), "link/file", Reach::root));
}

TEST(OpenBelow, ATreeEndsWhereAnotherFileSystemIsMounted) {
  EXPECT_FALSE(opens("/", "proc/version", Reach::tree));
  EXPECT_TRUE(opens("/", "proc/version", Reach::root));
}

TEST(OpenBelow, NothingAboveIsReached) {
  Tree tree;
  tree.directory("/inside").file("/file", "");
  EXPECT_FALSE(opens(tree.outside("/inside"), "../file", Reach::tree));
  EXPECT_FALSE(opens(tree.outside("/inside"), "../file", Reach::root));
}

}  // namespace
}  // namespace plimsoll::host
