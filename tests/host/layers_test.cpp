#include <gmock/gmock.h>
#include <linux/capability.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

#include "lib/host/image_layers/layer_union.hpp"
#include "lib/host/image_layers/layer_walker.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::atomic<bool> kGoOn = false;
constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::seconds kNever{1'000'000};

Answer<std::vector<PrivilegedFile>> walk(const Tree& tree, const std::string& directory) {
  return walk_layer(HostSource(tree.root()), directory, kGoOn);
}

std::vector<std::string> paths_of(const std::vector<PrivilegedFile>& files) {
  std::vector<std::string> paths;
  for (const PrivilegedFile& file : files) paths.push_back(file.path);
  return paths;
}

/// What a container sees of layers /1, /2 …
std::vector<std::string> united(const Tree& tree, int layers) {
  std::vector<ImageLayer> list;
  for (int i = 1; i <= layers; ++i) list.push_back({"sha256:" + std::to_string(i), "/" + std::to_string(i)});
  const HostSource source(tree.root());
  const auto files = unite_layers(source, list, [&](const ImageLayer& layer) { return walk(tree, layer.directory); });
  return paths_of(*files);
}

TEST(LayerWalk, FindsSetIdFiles) {
  Tree tree;
  tree.file("/1/usr/bin/su", "", 04755)
      .file("/1/usr/bin/wall", "", 02755)
      .file("/1/usr/bin/cat", "", 0755)
      .directory("/1/srv", 02755)
      .link("/1/usr/bin/s", "su");
  auto files = *walk(tree, "/1");
  std::ranges::sort(files, {}, &PrivilegedFile::path);
  EXPECT_THAT(files, ElementsAre(PrivilegedFile{"/usr/bin/su", true, false, false},
                                 PrivilegedFile{"/usr/bin/wall", false, true, false}));
}

TEST(LayerWalk, FindsFilesWithCapabilities) {
  Tree tree;
  tree.file("/1/ping", "", 0755);
  vfs_cap_data capabilities{};
  capabilities.magic_etc = VFS_CAP_REVISION_2;
  capabilities.data[0].permitted = 1U << CAP_NET_RAW;
  const std::string path = tree.outside("/1/ping");
  if (::setxattr(path.c_str(), "security.capability", &capabilities, XATTR_CAPS_SZ_2, 0) != 0) {
    GTEST_SKIP() << "setting file capabilities needs CAP_SETFCAP";
  }
  EXPECT_THAT(*walk(tree, "/1"), ElementsAre(PrivilegedFile{"/ping", false, false, true}));
}

TEST(LayerWalk, FollowsNoLinkAndOpensNoFile) {
  Tree tree;
  tree.file("/outside/su", "", 04755)
      .directory("/1")
      .link("/1/a", "/outside")
      .link("/1/b", "../outside")
      .fifo("/1/fifo");
  EXPECT_THAT(*walk(tree, "/1"), IsEmpty());
}

TEST(LayerWalk, SaysWhyItCouldNot) {
  Tree tree;
  tree.file("/file", "").directory("/1/secret", 0);
  EXPECT_EQ(walk(tree, "/2").error(), Cause::absent);
  EXPECT_EQ(walk(tree, "/file").error(), Cause::absent);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(walk_layer(HostSource(tree.root()), "/1", stop).error(), Cause::pending);
  const Unprivileged unprivileged;
  EXPECT_EQ(walk(tree, "/1").error(), Cause::no_permission);
}

TEST(LayerWalk, HasADepthToGo) {
  Tree tree;
  std::string path = "/1";
  for (int i = 0; i < 200; ++i) path += "/d";
  tree.directory(path);
  EXPECT_EQ(walk(tree, "/1").error(), Cause::too_large);
}

TEST(LayerWalk, HoldsNoMoreThanItSays) {
  Tree many, enough;
  for (std::size_t i = 0; i <= kMaxPrivilegedFiles; ++i) {
    many.file("/1/" + std::to_string(i), "", 04755);
    if (i != 0) enough.file("/1/" + std::to_string(i), "", 04755);
  }
  EXPECT_EQ(walk(many, "/1").error(), Cause::too_large);
  EXPECT_EQ(walk(enough, "/1")->size(), kMaxPrivilegedFiles);
}

TEST(LayerWalk, HoldsNoMorePathThanItSays) {
  Tree tree;
  const std::string part = "/" + std::string(200, 'x');
  std::string folder = "/1";
  for (int i = 0; i < 15; ++i) folder += part;  // what a path may have
  for (std::size_t i = 0; i <= kMaxPathBytes / folder.size(); ++i) {
    tree.file(folder + "/" + std::to_string(i), "", 04755);
  }
  EXPECT_EQ(walk(tree, "/1").error(), Cause::too_large);
}

TEST(LayerUnion, HoldsNoMoreThanItSays) {
  Tree tree;
  tree.directory("/1").directory("/2");
  const auto own = [](const ImageLayer& layer) {
    std::vector<PrivilegedFile> files;
    for (std::size_t i = 0; i < kMaxPrivilegedFiles; ++i) files.push_back({layer.directory + std::to_string(i), true});
    return files;
  };
  const HostSource source(tree.root());
  EXPECT_TRUE(unite_layers(source, {{"a", "/1"}}, own));
  EXPECT_EQ(unite_layers(source, {{"a", "/1"}, {"b", "/2"}}, own).error(), Cause::too_large);
}

TEST(LayerUnion, LaterLayersAddAndReplace) {
  Tree tree;
  tree.file("/1/a", "", 04755).file("/1/b", "", 04755).file("/2/b", "", 0755).file("/2/c", "", 02755);
  EXPECT_THAT(united(tree, 2), ElementsAre("/a", "/c"));
}

TEST(LayerUnion, AFileInPlaceOfADirectoryHidesWhatWasBelow) {
  Tree tree;
  tree.file("/1/opt/bin/a", "", 04755).file("/2/opt", "", 0644);
  EXPECT_THAT(united(tree, 2), IsEmpty());
}

TEST(LayerUnion, ADirectoryAloneHidesNothing) {
  Tree tree;
  tree.file("/1/opt/bin/a", "", 04755).file("/2/opt/bin/b", "", 0644);
  EXPECT_THAT(united(tree, 2), ElementsAre("/opt/bin/a"));
}

TEST(LayerUnion, AWhiteoutHides) {
  Tree tree;
  tree.file("/1/a", "", 04755).directory("/2");
  if (::mknod(tree.outside("/2/a").c_str(), S_IFCHR, makedev(0, 0)) != 0) GTEST_SKIP() << "this kernel wants root";
  EXPECT_THAT(united(tree, 2), IsEmpty());
}

TEST(LayerUnion, AnOpaqueDirectoryHidesWhatIsBelow) {
  Tree tree;
  tree.file("/1/opt/a", "", 04755).file("/1/usr/b", "", 04755).file("/2/opt/c", "", 04755);
  if (::setxattr(tree.outside("/2/opt").c_str(), "user.overlay.opaque", "y", 1, 0) != 0) {
    GTEST_SKIP() << "this file system has no user attributes";
  }
  EXPECT_THAT(united(tree, 2), ElementsAre("/opt/c", "/usr/b"));
}

ImageFacts image_with(std::vector<ImageLayer> layers) {
  ImageFacts image{.id = "sha256:image"};
  image.layers = Fact<std::vector<ImageLayer>>(std::move(layers), Source::engine, "GraphDriver");
  return image;
}

Fact<std::vector<PrivilegedFile>> found_in(const Tree& tree, const ImageFacts& image) {
  LayerWalker walker(std::make_shared<const HostSource>(tree.root()), kNever);
  const ImageFacts* asked[] = {&image};
  walker.ask_for(asked);
  walker.wait(kPatience);
  return walker.privileged_files(image);
}

TEST(LayerWalker, FindsTheFilesOfAnImage) {
  Tree tree;
  tree.file("/1/a", "", 04755).file("/2/b", "", 04755);
  const auto files = found_in(tree, image_with({{"sha256:1", "/1"}, {"sha256:2", "/2"}}));
  ASSERT_TRUE(files);
  EXPECT_THAT(paths_of(*files), ElementsAre("/a", "/b"));
}

TEST(LayerWalker, ALayerWithoutAPlaceLeavesTheImageUnknown) {
  Tree tree;
  tree.directory("/1");
  EXPECT_EQ(found_in(tree, image_with({{"sha256:1", "/1"}, {"sha256:2", ""}})).cause(), Cause::not_reported);
}

TEST(LayerWalker, WithoutLayersTheirCauseIsTold) {
  Tree tree;
  const ImageFacts image{.id = "sha256:image", .layers = {Cause::null, Source::engine, "GraphDriver"}};
  EXPECT_EQ(found_in(tree, image).cause(), Cause::null);
}

TEST(LayerWalker, UntilItIsWalkedAnImageIsPending) {
  Tree tree;
  const LayerWalker walker(std::make_shared<const HostSource>(tree.root()), kNever);
  EXPECT_EQ(walker.privileged_files(image_with({})).cause(), Cause::pending);
}

TEST(LayerWalker, AskedAgainItWalksNothingAgain) {
  Tree tree;
  tree.file("/1/a", "", 04755);
  LayerWalker walker(std::make_shared<const HostSource>(tree.root()), kNever);
  const ImageFacts image = image_with({{"sha256:1", "/1"}});
  const ImageFacts* asked[] = {&image};
  walker.ask_for(asked);
  walker.wait(kPatience);
  tree.file("/1/late", "", 04755);
  walker.ask_for(asked);
  walker.wait(kPatience);
  EXPECT_THAT(paths_of(*walker.privileged_files(image)), ElementsAre("/a"));
}

TEST(LayerWalker, ALayerThatTakesTooLongHasTimedOutAndHoldsNoOther) {
  Tree tree;
  for (int i = 0; i < 2'000; ++i) tree.file("/1/" + std::to_string(i), "");
  LayerWalker walker(std::make_shared<const HostSource>(tree.root()), kNever, std::chrono::milliseconds(0));
  const ImageFacts slow = image_with({{"sha256:1", "/1"}});
  ImageFacts other = image_with({{"sha256:2", ""}});
  other.id = "sha256:other";
  const ImageFacts* asked[] = {&slow, &other};
  walker.ask_for(asked);
  walker.wait(kPatience);
  EXPECT_EQ(walker.privileged_files(slow).cause(), Cause::timed_out);
  EXPECT_EQ(walker.privileged_files(other).cause(), Cause::not_reported);
}

TEST(LayerWalker, WhatFailedIsTriedAgain) {
  Tree tree;
  LayerWalker walker(std::make_shared<const HostSource>(tree.root()), std::chrono::seconds(0));
  const ImageFacts image = image_with({{"sha256:1", "/1"}});
  const ImageFacts* asked[] = {&image};
  walker.ask_for(asked);
  walker.wait(kPatience);
  EXPECT_EQ(walker.privileged_files(image).cause(), Cause::absent);
  tree.file("/1/a", "", 04755);
  walker.ask_for(asked);
  walker.wait(kPatience);
  EXPECT_THAT(paths_of(*walker.privileged_files(image)), ElementsAre("/a"));
}

}  // namespace
}  // namespace plimsoll::host
