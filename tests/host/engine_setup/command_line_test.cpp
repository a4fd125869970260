#include "lib/host/engine_setup/command_line.hpp"

#include <gmock/gmock.h>

#include <initializer_list>

namespace plimsoll::host {
namespace {

using testing::ElementsAre;

GivenSettings parse(std::initializer_list<std::string_view> arguments) {
  std::string bytes = "dockerd";
  bytes += '\0';
  for (const std::string_view argument : arguments) (bytes += argument) += '\0';
  return parse_command_line(bytes);
}

TEST(CommandLine, AValueFollowsOrIsJoined) {
  EXPECT_EQ(**parse({"--config-file", "/a.json"}).configuration_file, "/a.json");
  EXPECT_EQ(**parse({"--config-file=/a.json"}).configuration_file, "/a.json");
  EXPECT_EQ(**parse({"-l", "debug"}).log_level, "debug");
  EXPECT_EQ(**parse({"-ldebug"}).log_level, "debug");
  EXPECT_EQ(**parse({"-l=debug"}).log_level, "debug");
}

TEST(CommandLine, BooleansStandAlone) {
  EXPECT_TRUE(**parse({"--tlsverify"}).tls_verify);
  EXPECT_FALSE(**parse({"--iptables=0"}).iptables);
  EXPECT_FALSE(**parse({"--iptables=False"}).iptables);
  EXPECT_TRUE(**parse({"--iptables=T"}).iptables);
}

TEST(CommandLine, ABooleanTakesNoFollowingValue) {
  const GivenSettings given = parse({"--iptables", "false", "--group", "ops"});
  EXPECT_TRUE(**given.iptables);
  EXPECT_EQ(**given.group, "ops");
}

TEST(CommandLine, ABooleanThatIsNoneIsSaidSo) {
  EXPECT_EQ(parse({"--iptables=no"}).iptables->error(), Cause::wrong_type);
}

TEST(CommandLine, TheLastScalarWinsAndListsAddUp) {
  const GivenSettings given = parse({"--group=a", "-H", "fd://", "--group=b", "--host=tcp://0.0.0.0:2375"});
  EXPECT_EQ(**given.group, "b");
  EXPECT_THAT(**given.hosts, ElementsAre("fd://", "tcp://0.0.0.0:2375"));
}

TEST(CommandLine, LettersMayBeJoined) { EXPECT_THAT(**parse({"-DH", "unix:///s"}).hosts, ElementsAre("unix:///s")); }

TEST(CommandLine, UnknownOptionsTakeTheirValueAlong) {
  const GivenSettings given = parse({"--http-proxy", "http://x", "--label", "a", "--tlsverify", "--mtu", "9000"});
  EXPECT_FALSE(given.hosts);
  EXPECT_TRUE(given.tls_verify);
}

TEST(CommandLine, UnknownOptionsSwallowNoOption) {
  const GivenSettings given = parse({"--new-switch", "--host=tcp://0.0.0.0:2375", "-X", "--tlsverify"});
  ASSERT_TRUE(given.hosts);
  EXPECT_THAT(**given.hosts, ElementsAre("tcp://0.0.0.0:2375"));
  EXPECT_TRUE(given.tls_verify);
}

TEST(CommandLine, NothingCountsAfterTwoDashes) { EXPECT_FALSE(parse({"--", "--tlsverify"}).tls_verify); }

TEST(CommandLine, OfUlimitsAndLogOptionsOnlyNamesAreKept) {
  const GivenSettings given =
      parse({"--default-ulimit", "nofile=1:2", "--log-opt=max-size=10m", "--log-opt", "token=x"});
  EXPECT_THAT(**given.default_ulimits, ElementsAre("nofile"));
  EXPECT_THAT(**given.log_options, ElementsAre("max-size", "token"));
}

TEST(CommandLine, ItsEndMayBeMissing) {
  EXPECT_EQ(**parse({"--group"}).group, "");
  EXPECT_FALSE(parse_command_line("").group);
  EXPECT_EQ(**parse_command_line(std::string_view("dockerd\0--group=\xff", 17)).group, "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace plimsoll::host
