#include "lib/host/probes/host_source.hpp"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <set>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;

constexpr ProbeId kAnyFile = ProbeId::engine_configuration;

Answer<std::string> read(const Tree& tree, std::string_view path) {
  return HostSource(tree.root()).file(kAnyFile, path);
}

template <class T>
Cause cause_of(const Answer<T>& answer) {
  EXPECT_FALSE(answer.has_value());
  return answer.has_error() ? answer.error().cause : Cause::stale;
}

TEST(Probes, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Probe& row : all_probes()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
}

TEST(Probes, TakeOnlyArgumentsOfTheirKind) {
  EXPECT_EQ(place_of(probe(ProbeId::process_stat), "12"), "/proc/12/stat");
  EXPECT_EQ(place_of(probe(ProbeId::process_stat), "12/../1"), "");
  EXPECT_EQ(place_of(probe(ProbeId::process_stat), ""), "");
  EXPECT_EQ(place_of(probe(ProbeId::audit_rule_file), "../../shadow"), "");
  EXPECT_EQ(place_of(probe(ProbeId::audit_rule_file), ".."), "");
  EXPECT_EQ(place_of(probe(ProbeId::kernel_setting), "kernel/core_pattern"), "/proc/sys/kernel/core_pattern");
  EXPECT_EQ(place_of(probe(ProbeId::kernel_setting), "kernel/hostname"), "");
  EXPECT_EQ(place_of(probe(ProbeId::scan_report), "/reports/a.json"), "/reports/a.json");
  EXPECT_EQ(place_of(probe(ProbeId::scan_report), "/etc/shadow"), "");
  EXPECT_EQ(place_of(probe(ProbeId::unit_file), "/etc/systemd/system/docker.service"),
            "/etc/systemd/system/docker.service");
  EXPECT_EQ(place_of(probe(ProbeId::unit_file), "/etc/systemd/system/../../shadow"), "");
  EXPECT_EQ(place_of(probe(ProbeId::unit_file), "/etc/shadow"), "");
  EXPECT_EQ(place_of(probe(ProbeId::file_status), std::string_view("/etc\0x", 6)), "");
}

TEST(HostSource, ReadsAFileBelowItsRoot) {
  Tree tree;
  tree.file("/etc/docker/daemon.json", "{}");
  EXPECT_EQ(*read(tree, "/etc/docker/daemon.json"), "{}");
}

TEST(HostSource, AbsoluteLinksStayBelowItsRoot) {
  Tree tree;
  tree.file("/real.json", "inside")
      .link("/etc/docker/daemon.json", "/real.json")
      .link("/up.json", "../../../../real.json");
  EXPECT_EQ(*read(tree, "/etc/docker/daemon.json"), "inside");
  EXPECT_EQ(*read(tree, "/up.json"), "inside");
}

TEST(HostSource, WhatIsNotThereIsAbsent) {
  Tree tree;
  tree.file("/file", "").link("/dangling", "/nowhere");
  EXPECT_EQ(cause_of(read(tree, "/nothing")), Cause::absent);
  EXPECT_EQ(cause_of(read(tree, "/file/below")), Cause::absent);
  EXPECT_EQ(cause_of(read(tree, "/dangling")), Cause::absent);
}

TEST(HostSource, ALoopOfLinksIsUnreadable) {
  Tree tree;
  tree.link("/a", "/b").link("/b", "/a");
  EXPECT_EQ(cause_of(read(tree, "/a")), Cause::unreadable);
  EXPECT_EQ(cause_of(HostSource(tree.root()).status("/a")), Cause::unreadable);
}

TEST(HostSource, AFifoNeverBlocks) {
  Tree tree;
  tree.fifo("/daemon.json").fifo("/proc/1/stat").fifo("/etc/audit/rules.d");
  const HostSource source(tree.root());
  EXPECT_EQ(cause_of(read(tree, "/daemon.json")), Cause::wrong_type);
  EXPECT_EQ(cause_of(source.file(ProbeId::process_stat, "1")), Cause::wrong_type);
  EXPECT_EQ(cause_of(source.names(ProbeId::audit_rule_folder)), Cause::wrong_type);
}

TEST(HostSource, ADirectoryIsNoFile) {
  Tree tree;
  tree.directory("/daemon.json");
  EXPECT_EQ(cause_of(read(tree, "/daemon.json")), Cause::wrong_type);
}

TEST(HostSource, ReadsNoMoreThanTheLimit) {
  Tree tree;
  tree.file("/exact", std::string(probe(kAnyFile).limit, 'x'))
      .file("/more", std::string(probe(kAnyFile).limit + 1, 'x'));
  EXPECT_EQ(read(tree, "/exact")->size(), probe(kAnyFile).limit);
  EXPECT_EQ(cause_of(read(tree, "/more")), Cause::too_large);
}

TEST(HostSource, SaysWhereAPermissionIsMissing) {
  Tree tree;
  tree.file("/secret", "x", 0).directory("/folder", 0).file("/open", "x");
  const Unprivileged unprivileged;
  EXPECT_EQ(cause_of(read(tree, "/secret")), Cause::no_permission);
  EXPECT_EQ(cause_of(read(tree, "/folder/below")), Cause::no_permission);
  EXPECT_TRUE(read(tree, "/open"));
}

TEST(HostSource, FollowsNoMagicLink) {
  const HostSource source("/");
  EXPECT_EQ(cause_of(source.file(kAnyFile, "/proc/self/root/etc/passwd")), Cause::unreadable);
  EXPECT_TRUE(source.link(ProbeId::process_program, std::to_string(::getpid())));
}

TEST(HostSource, ListsNamesInByteOrder) {
  Tree tree;
  tree.file("/etc/audit/rules.d/b", "").file("/etc/audit/rules.d/B", "").file("/etc/audit/rules.d/a", "");
  EXPECT_THAT(*HostSource(tree.root()).names(ProbeId::audit_rule_folder), ElementsAre("B", "a", "b"));
}

TEST(HostSource, StatusFollowsLinksAndNamesTheRealPath) {
  Tree tree;
  tree.file("/usr/sbin/runc", "", 04755).link("/usr/bin/runc", "../sbin/runc");
  const auto info = HostSource(tree.root()).status("/usr/bin/runc");
  ASSERT_TRUE(info);
  EXPECT_EQ(info->real_path, "/usr/sbin/runc");
  EXPECT_EQ(info->mode, 04755U);
  EXPECT_EQ(info->type, FileType::regular);
}

TEST(HostSource, AMissingRootIsNoHost) {
  EXPECT_EQ(cause_of(HostSource("/no/such/root").status("/etc")), Cause::unreadable);
}

class ListeningSocket {
 public:
  explicit ListeningSocket(const std::string& path) : descriptor_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(descriptor_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(descriptor_.get(), 1), 0);
  }

 private:
  Descriptor descriptor_;
};

TEST(HostSource, APeerIsTheListeningProcess) {
  Tree tree;
  const ListeningSocket socket(tree.outside("/engine.sock"));
  EXPECT_EQ(*HostSource(tree.root()).peer(ProbeId::engine_peer, "/engine.sock"), ::getpid());
  EXPECT_EQ(cause_of(HostSource(tree.root()).peer(ProbeId::engine_peer, "/other.sock")), Cause::absent);
}

}  // namespace
}  // namespace plimsoll::host
