#include "lib/host/engine_setup/daemon_settings.hpp"

#include <gmock/gmock.h>

#include "lib/host/engine_setup/daemon_json.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(DaemonJson, KnownKeysAreRead) {
  const auto given = parse_daemon_json(R"({"hosts": ["fd://"], "log-opts": {"max-size": "1m", "token": "x"},
      "default-ulimits": {"nofile": {"Hard": 1}}, "runtimes": {"crun": {"path": "/usr/bin/crun"}}, "tls": true})");
  ASSERT_TRUE(given);
  EXPECT_THAT(**given->hosts, ElementsAre("fd://"));
  EXPECT_THAT(**given->log_options, UnorderedElementsAre("max-size", "token"));
  EXPECT_THAT(**given->default_ulimits, ElementsAre("nofile"));
  EXPECT_THAT(**given->runtimes, ElementsAre("crun=/usr/bin/crun"));
  EXPECT_TRUE(**given->tls);
}

TEST(DaemonJson, AWrongTypeCostsItsOwnKeyOnly) {
  const auto given = parse_daemon_json(R"({"iptables": "no", "hosts": "fd://", "group": 1, "tls": true})");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->iptables->error(), Cause::wrong_type);
  EXPECT_EQ(given->hosts->error(), Cause::wrong_type);
  EXPECT_EQ(given->group->error(), Cause::wrong_type);
  EXPECT_TRUE(**given->tls);
}

TEST(DaemonJson, NothingAndNullSetNothing) {
  EXPECT_FALSE(parse_daemon_json(" \n")->iptables);
  EXPECT_FALSE(parse_daemon_json(R"({"iptables": null})")->iptables);
}

TEST(DaemonJson, WhatIsNoObjectOfUniqueKeysIsMalformed) {
  for (const std::string text :
       {"{\"tls\": true", "{", "[]", "x", "{\"tls\": true} x", "{\"tls\": true, \"tls\": false}",
        "{\"proxies\": {\"a\": 1, \"a\": 2}}", "{\"group\": \"\xff\"}"}) {
    EXPECT_EQ(parse_daemon_json(text).error(), Cause::malformed) << text;
  }
  EXPECT_EQ(parse_daemon_json(std::string(100'000, '[')).error(), Cause::malformed);
  EXPECT_TRUE(parse_daemon_json(R"({"a": [{"x": 1}, {"x": 2}], "b": {"x": 3}, "tls": true})"));
}

constexpr int kEngine = 20;
constexpr const char* kConfiguration = "/etc/docker/daemon.json";

std::string joined(const std::string& option) { return std::string("dockerd") + '\0' + option + '\0'; }

/// An engine that is running, whose start is later than any file of the test unless `started_ticks` says so.
void add_engine(Tree& tree, const std::string& command_line, long started_ticks = 1L << 40) {
  tree.process(kEngine,
               {.executable = "/usr/bin/dockerd", .command_line = command_line, .started_ticks = started_ticks});
  tree.file("/proc/stat", "btime 1000\n");
}

DaemonSettings settings(const Tree& tree, const std::string& version = "28.0.1") {
  const HostSource source(tree.root());
  const EngineSetup setup = read_engine_setup(source, read_process(source, kEngine), false);
  return merge_settings(setup, version);
}

TEST(DaemonSettings, WhatIsNotSetHasTheEnginesDefault) {
  Tree tree;
  add_engine(tree, joined("--debug"));
  const DaemonSettings found = settings(tree);
  EXPECT_TRUE(*found.iptables);
  EXPECT_TRUE(*found.userland_proxy);
  EXPECT_FALSE(*found.no_new_privileges);
  EXPECT_FALSE(*found.tls);
  EXPECT_FALSE(*found.log_size_limited);
  EXPECT_EQ(*found.log_level, "info");
  EXPECT_EQ(*found.group, "docker");
  EXPECT_THAT(*found.hosts, ElementsAre("unix:///var/run/docker.sock"));
  EXPECT_THAT(*found.default_ulimits, IsEmpty());
  EXPECT_FALSE(*found.changed_since_start);
}

TEST(DaemonSettings, ADefaultThatChangedDependsOnTheVersion) {
  Tree tree;
  add_engine(tree, "dockerd");
  EXPECT_TRUE(*settings(tree, "27.0.1").ip6tables);
  EXPECT_FALSE(*settings(tree, "26.1.5+dfsg1").ip6tables);
  EXPECT_EQ(settings(tree, "dev").ip6tables.cause(), Cause::not_reported);
}

TEST(DaemonSettings, FileAndCommandLineAddUp) {
  Tree tree;
  add_engine(tree, joined("--log-level=debug"));
  tree.file(kConfiguration, R"({"iptables": false, "log-opts": {"max-size": "10m"}})");
  const DaemonSettings found = settings(tree);
  EXPECT_EQ(*found.log_level, "debug");
  EXPECT_FALSE(*found.iptables);
  EXPECT_TRUE(*found.log_size_limited);
}

TEST(DaemonSettings, EachSaysWhereItWasRead) {
  Tree tree;
  add_engine(tree, joined("--log-level=debug"));
  tree.file(kConfiguration, R"({"iptables": false, "log-opts": {"max-size": "10m"}, "ip": 1, "tlsverify": true})");
  const DaemonSettings found = settings(tree, "20.10.24+dfsg1");
  EXPECT_EQ(found.log_level.path(), "dockerd --log-level");
  EXPECT_EQ(found.iptables.path(), "/etc/docker/daemon.json: iptables");
  EXPECT_EQ(found.log_size_limited.path(), "/etc/docker/daemon.json: log-opts");
  EXPECT_EQ(found.publish_address.path(), "/etc/docker/daemon.json: ip") << "where it has the wrong type";
  EXPECT_EQ(found.tls.path(), "/etc/docker/daemon.json: tlsverify");
  EXPECT_EQ(found.userland_proxy.path(), "default of dockerd 20.10");
  EXPECT_EQ(found.hosts.path(), "default of dockerd 20.10");
}

TEST(DaemonSettings, AFlagIsNamedAsItIsTyped) {
  Tree tree;
  add_engine(tree, joined("--host=fd://"));
  EXPECT_EQ(settings(tree).hosts.path(), "dockerd --host");
}

TEST(DaemonSettings, TheConfiguredFileIsRead) {
  Tree tree;
  add_engine(tree, joined(std::string("--config-file") + '\0' + "/srv/d.json"));
  tree.file("/srv/d.json", R"({"group": "ops"})").file(kConfiguration, R"({"group": "other"})");
  EXPECT_EQ(*settings(tree).group, "ops");
  EXPECT_EQ(settings(tree).group.path(), "/srv/d.json: group");
}

TEST(DaemonSettings, TlsVerifyTurnsTlsOn) {
  Tree tree;
  add_engine(tree, joined("--tlsverify"));
  EXPECT_TRUE(*settings(tree).tls);
}

TEST(DaemonSettings, AFileThatIsNoneHidesWhatTheCommandLineDoesNotSay) {
  Tree tree;
  add_engine(tree, joined("--group=ops"));
  tree.file(kConfiguration, R"({"iptables": fal)");
  EXPECT_EQ(settings(tree).iptables.cause(), Cause::malformed);
  EXPECT_EQ(settings(tree).hosts.cause(), Cause::malformed);
  EXPECT_EQ(*settings(tree).group, "ops");
}

TEST(DaemonSettings, EveryWayInWhichAFileCannotBeReadIsItsOwnCause) {
  Tree unreadable, fifo, loop, large;
  for (Tree* tree : {&unreadable, &fifo, &loop, &large}) add_engine(*tree, "dockerd");
  unreadable.file(kConfiguration, "{}", 0);
  fifo.fifo(kConfiguration);
  loop.link(kConfiguration, kConfiguration);
  large.file(kConfiguration, std::string(2 << 20, ' '));
  EXPECT_EQ(settings(fifo).iptables.cause(), Cause::wrong_type);
  EXPECT_EQ(settings(loop).iptables.cause(), Cause::unreadable);
  EXPECT_EQ(settings(large).iptables.cause(), Cause::too_large);
  const Unprivileged unprivileged;
  EXPECT_EQ(settings(unreadable).iptables.cause(), Cause::no_permission);
}

TEST(DaemonSettings, AWrongTypeCostsOneFact) {
  Tree tree;
  add_engine(tree, "dockerd");
  tree.file(kConfiguration, R"({"iptables": "no", "group": "ops"})");
  EXPECT_EQ(settings(tree).iptables.cause(), Cause::wrong_type);
  EXPECT_EQ(*settings(tree).group, "ops");
}

/// The file at the usual place need not be the one that is in force.
TEST(DaemonSettings, WithoutTheProcessNothingIsKnown) {
  Tree tree;
  const HostSource source(tree.root());
  const auto found = [&] {
    return merge_settings(read_engine_setup(source, Cause::unresolved, false), "28.0.1").iptables.cause();
  };
  EXPECT_EQ(found(), Cause::absent);
  tree.file(kConfiguration, R"({"iptables": false})");
  EXPECT_EQ(found(), Cause::unresolved);
  tree.file(kConfiguration, "{");
  EXPECT_EQ(found(), Cause::malformed);
}

TEST(DaemonSettings, AFileNewerThanTheProcessMayNotBeInForce) {
  Tree tree;
  add_engine(tree, "dockerd", 100);
  EXPECT_FALSE(*settings(tree).changed_since_start);
  tree.file(kConfiguration, "{}");
  EXPECT_TRUE(*settings(tree).changed_since_start);
}

TEST(DaemonSettings, ARootlessEngineHasItsUsersFile) {
  Tree tree;
  tree.process(kEngine, {.executable = "/usr/bin/dockerd", .command_line = "dockerd", .uid = 1000})
      .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n")
      .file("/home/ann/.config/docker/daemon.json", R"({"iptables": false})");
  const HostSource source(tree.root());
  const EngineSetup setup = read_engine_setup(source, read_process(source, kEngine), true);
  EXPECT_EQ(setup.configuration_file, "/home/ann/.config/docker/daemon.json");
  const DaemonSettings found = merge_settings(setup, "28.0.1");
  EXPECT_FALSE(*found.iptables);
  EXPECT_THAT(*found.hosts, ElementsAre("unix:///run/user/1000/docker.sock"));
}

TEST(DaemonSettings, UnknownOnesAllSayWhy) {
  const DaemonSettings settings = unknown_settings(Cause::not_reported);
  EXPECT_EQ(settings.iptables.cause(), Cause::not_reported);
  EXPECT_EQ(settings.log_size_limited.cause(), Cause::not_reported);
  EXPECT_EQ(settings.tls.cause(), Cause::not_reported);
  EXPECT_EQ(settings.changed_since_start.cause(), Cause::not_reported);
  EXPECT_EQ(settings.hosts.source(), Source::host);
}

}  // namespace
}  // namespace plimsoll::host
