#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/engine/decode/container_fields.hpp"
#include "lib/engine/decode/decode.hpp"
#include "tests/engine/container_fields_table.hpp"
#include "tests/engine/recorded.hpp"

namespace plimsoll::testing {
namespace {

using engine::decode_container;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

json::json_pointer pointer_to(std::string path) {
  std::ranges::replace(path, '.', '/');
  return json::json_pointer("/" + path);
}

json without(const std::string& path) {
  json inspect = plain_inspect();
  const json::json_pointer field = pointer_to(path);
  inspect.at(field.parent_pointer()).erase(field.back());
  return inspect;
}

json with(const std::string& path, json value) {
  json inspect = plain_inspect();
  inspect[pointer_to(path)] = std::move(value);
  return inspect;
}

TEST(DecodeContainer, AMissingFieldIsAbsentInItsFactOnly) {
  for (const FactOfField& field : facts_of_fields()) {
    const ContainerFacts facts = decoded(without(field.path));
    const Seen seen = field.seen(facts);
    EXPECT_EQ(seen.has_value, field.plain == Default::when_null_or_missing) << field.path;
    EXPECT_EQ(seen.cause, Cause::absent) << field.path;
    EXPECT_EQ(seen.path, field.path);
    for (const FactOfField& other : facts_of_fields()) {
      if (other.seen(facts).path == field.path) continue;
      EXPECT_TRUE(other.seen(facts).has_value) << other.path;
    }
  }
}

TEST(DecodeContainer, ANullFieldIsADefaultOnlyWhereTheApiSaysSo) {
  for (const FactOfField& field : facts_of_fields()) {
    const Seen seen = field.seen(decoded(with(field.path, nullptr)));
    EXPECT_EQ(seen.has_value, field.plain != Default::none) << field.path;
    if (seen.has_value) continue;
    EXPECT_EQ(seen.cause, Cause::null) << field.path;
  }
}

/// Of these only certain keys are read.
bool takes_any_object(std::string_view path) {
  constexpr std::string_view kObjects[] = {"NetworkSettings.Networks", "HostConfig.Sysctls", "Config.Healthcheck",
                                           "HostConfig.LogConfig.Config"};
  return std::ranges::find(kObjects, path) != std::end(kObjects);
}

TEST(DecodeContainer, AFieldOfAnotherTypeIsWrong) {
  for (const FactOfField& field : facts_of_fields()) {
    for (const json& value : {json(1.5), json::array({json::array()}), json{{"k", 1}}, json::array({nullptr})}) {
      const Seen seen = field.seen(decoded(with(field.path, value)));
      if (takes_any_object(field.path) && value.is_object()) continue;
      EXPECT_FALSE(seen.has_value) << field.path << ' ' << value;
      EXPECT_EQ(seen.cause, Cause::wrong_type) << field.path << ' ' << value;
    }
  }
}

TEST(DecodeContainer, WithoutTheObjectAroundThemAllItsFactsSayWhy) {
  const std::pair<json, Cause> kParents[] = {
      {nullptr, Cause::null}, {json::array(), Cause::wrong_type}, {1, Cause::wrong_type}};
  for (const auto& [parent, cause] : kParents) {
    const ContainerFacts facts = decoded(with("HostConfig", parent));
    for (const FactOfField& field : facts_of_fields()) {
      if (!field.path.starts_with("HostConfig.")) continue;
      EXPECT_FALSE(field.seen(facts).has_value) << field.path;
      EXPECT_EQ(field.seen(facts).cause, cause) << field.path;
    }
  }
}

TEST(DecodeContainer, ReadsNullLimitsAsNone) {
  EXPECT_EQ(*with_host_config("PidsLimit", nullptr).pids_limit, 0);
  EXPECT_EQ(*with_host_config("OomKillDisable", nullptr).oom_kill_disable, false);
  EXPECT_THAT(*with_host_config("CapAdd", nullptr).cap_add, IsEmpty());
}

TEST(DecodeContainer, RefusesANumberThatDoesNotFit) {
  EXPECT_EQ(with_host_config("Memory", 18446744073709551615U).memory_bytes.cause(), Cause::wrong_type);
  EXPECT_EQ(*with_host_config("MemorySwap", -1).memory_swap_bytes, -1);
}

TEST(DecodeContainer, WritesCapabilitiesInOneWay) {
  EXPECT_THAT(*with_host_config("CapAdd", {"CAP_NET_ADMIN", "net_raw", "cap_sys_admin", "all"}).cap_add,
              ElementsAre("NET_ADMIN", "NET_RAW", "SYS_ADMIN", "ALL"));
}

TEST(DecodeContainer, NormalisesPathsByTheirText) {
  const std::pair<const char*, const char*> kPaths[] = {{"/", "/"},
                                                        {"//", "/"},
                                                        {"/a/", "/a"},
                                                        {"//a///b", "/a/b"},
                                                        {"/a/./b/.", "/a/b"},
                                                        {"/a/../b", "/b"},
                                                        {"/../../a", "/a"},
                                                        {"/a/..", "/"},
                                                        {"", ""},
                                                        {"a/../b", "a/../b"},
                                                        {"/..a/b..", "/..a/b.."}};
  for (const auto& [path, normal] : kPaths) EXPECT_EQ(engine::normalised_path(path), normal) << path;
}

TEST(DecodeContainer, ReadsMounts) {
  const json mount = {{"Type", "volume"},  {"Name", "data"}, {"Source", "/x//y/"}, {"Destination", "/data/"},
                      {"Driver", "local"}, {"Mode", "z"},    {"RW", false},        {"Propagation", "rshared"}};
  EXPECT_THAT(*decoded(with("Mounts", json::array({mount}))).mounts,
              ElementsAre(Mount{"volume", "/x/y", "/data", "data", "local", "rshared", false}));
}

TEST(DecodeContainer, NeedsOfAMountWhatIsJudged) {
  const json good = {{"Type", "bind"}, {"Source", "/a"}, {"Destination", "/b"}, {"RW", true}};
  ASSERT_TRUE(decoded(with("Mounts", json::array({good}))).mounts);
  for (const char* field : {"Type", "Destination", "RW"}) {
    json mount = good;
    mount.erase(field);
    EXPECT_EQ(decoded(with("Mounts", {good, mount})).mounts.cause(), Cause::wrong_type) << field;
  }
  for (const char* field : {"Type", "Source", "Destination", "RW", "Propagation", "Name", "Driver"}) {
    json mount = good;
    mount[field] = 1;
    EXPECT_EQ(decoded(with("Mounts", {good, mount})).mounts.cause(), Cause::wrong_type) << field;
  }
}

TEST(DecodeContainer, ReadsDevicesAndRequests) {
  const json device = {{"PathOnHost", "/dev//sda"}, {"PathInContainer", "/dev/x"}, {"CgroupPermissions", "rwm"}};
  EXPECT_THAT(*with_host_config("Devices", json::array({device})).devices,
              ElementsAre(Device{"/dev/sda", "/dev/x", "rwm"}));
  const json gpu = {{"Driver", "nvidia"}, {"Count", -1}, {"DeviceIDs", nullptr}, {"Capabilities", {{"gpu"}}}};
  EXPECT_THAT(*with_host_config("DeviceRequests", json::array({gpu})).device_requests,
              ElementsAre(DeviceRequest{"nvidia", -1, {}}));
}

TEST(DecodeContainer, PutsTheFourBlockLimitsTogether) {
  json inspect = plain_inspect();
  inspect["HostConfig"]["BlkioDeviceReadBps"] = {{{"Path", "/dev/sda"}, {"Rate", 1}}};
  inspect["HostConfig"]["BlkioDeviceWriteIOps"] = {{{"Path", "/dev/sdb"}, {"Rate", 18446744073709551615U}}};
  using Kind = BlockIoLimit::Kind;
  EXPECT_THAT(*decoded(inspect).block_io_limits, ElementsAre(BlockIoLimit{"/dev/sda", Kind::read_bytes, 1},
                                                             BlockIoLimit{"/dev/sdb", Kind::write_operations, ~0ULL}));
}

TEST(DecodeContainer, ReadsUlimitsOfBothEngines) {
  const json limits = {{{"Name", "nofile"}, {"Soft", 1}, {"Hard", 2}},
                       {{"Name", "RLIMIT_NPROC"}, {"Soft", -1}, {"Hard", -1}}};
  EXPECT_THAT(*with_host_config("Ulimits", limits).ulimits,
              ElementsAre(Ulimit{"nofile", 1, 2}, Ulimit{"nproc", -1, -1}));
}

TEST(DecodeContainer, FlattensPublishedPorts) {
  const json ports = {
      {"80/tcp", {{{"HostIp", "0.0.0.0"}, {"HostPort", "8080"}}, {{"HostIp", "::"}, {"HostPort", "8080"}}}},
      {"53/udp", {{{"HostIp", ""}, {"HostPort", "53"}}}},
      {"443/tcp", nullptr}};
  EXPECT_THAT(*decoded(with("NetworkSettings.Ports", ports)).published_ports,
              ElementsAre(PublishedPort{"", 53, 53, "udp"}, PublishedPort{"0.0.0.0", 8080, 80, "tcp"},
                          PublishedPort{"::", 8080, 80, "tcp"}));
  EXPECT_THAT(*decoded(with("NetworkSettings.Ports", json::object())).published_ports, IsEmpty());
}

TEST(DecodeContainer, TakesNoPortThatIsNotOne) {
  for (const char* port : {"", "80x", "65536", "-1", " 80", "0x50"}) {
    const json ports = {{"80/tcp", {{{"HostIp", ""}, {"HostPort", port}}}}};
    EXPECT_EQ(decoded(with("NetworkSettings.Ports", ports)).published_ports.cause(), Cause::wrong_type) << port;
  }
  for (const char* key : {"tcp", "80", "80/", "/tcp", "x/tcp"}) {
    const json ports = {{key, nullptr}};
    EXPECT_EQ(decoded(with("NetworkSettings.Ports", ports)).published_ports.cause(), Cause::wrong_type) << key;
  }
}

TEST(DecodeContainer, HidesWhatPodmanDoesNotReport) {
  json inspect = plain_inspect();
  inspect["HostConfig"]["CgroupnsMode"] = "";
  const ContainerFacts facts = decoded(inspect, EngineKind::podman);
  EXPECT_EQ(facts.masked_paths.cause(), Cause::not_reported);
  EXPECT_EQ(facts.readonly_paths.cause(), Cause::not_reported);
  EXPECT_EQ(facts.device_cgroup_rules.cause(), Cause::not_reported);
  EXPECT_EQ(facts.device_requests.cause(), Cause::not_reported);
  EXPECT_EQ(facts.cgroupns_mode.cause(), Cause::not_reported);
  EXPECT_EQ(facts.init.cause(), Cause::not_reported);
  EXPECT_EQ(facts.sysctls.cause(), Cause::not_reported);
  EXPECT_EQ(facts.log_size_limited.cause(), Cause::not_reported);
  EXPECT_FALSE(facts.masked_paths);
  EXPECT_EQ(*decoded(inspect).cgroupns_mode, "");
}

TEST(DecodeContainer, ReadsStateAndAge) {
  json inspect = plain_inspect();
  inspect["State"]["Status"] = "exited";
  inspect["State"]["Pid"] = 0;
  inspect["Created"] = "2026-11-22T07:05:03.846919849Z";
  const ContainerFacts facts = decoded(inspect);
  EXPECT_EQ(*facts.state, "exited");
  EXPECT_EQ(*facts.pid, 0);
  EXPECT_EQ(*facts.created_at, 1795331103);
  EXPECT_EQ(decoded(with("Created", "yesterday")).created_at.cause(), Cause::wrong_type);
}

TEST(DecodeContainer, AHealthcheckIsOneThatTests) {
  const std::pair<json, bool> kTests[] = {{{"CMD", "true"}, true},
                                          {{"CMD-SHELL", "true"}, true},
                                          {{"NONE"}, false},
                                          {json::array(), false},
                                          {nullptr, false}};
  for (const auto& [test, set] : kTests) {
    EXPECT_EQ(*decoded(with("Config.Healthcheck", {{"Test", test}})).healthcheck, set) << test;
  }
  EXPECT_FALSE(*decoded(with("Config.Healthcheck", {{"Interval", 1}})).healthcheck);
  EXPECT_EQ(decoded(with("Config.Healthcheck", {{"Test", "CMD"}})).healthcheck.cause(), Cause::wrong_type);
  EXPECT_EQ(*decoded(with("State.Health", {{"Status", "unhealthy"}})).health, "unhealthy");
  EXPECT_EQ(*decoded(without("State.Health")).health, "");
}

Fact<bool> log_size_limited(const char* driver, const json& options) {
  json inspect = plain_inspect();
  inspect["HostConfig"]["LogConfig"] = {{"Type", driver}, {"Config", options}};
  return decoded(inspect).log_size_limited;
}

TEST(DecodeContainer, ALogIsLimitedBySizeWhereItsDriverKeepsFiles) {
  EXPECT_FALSE(*log_size_limited("json-file", json::object()));
  EXPECT_FALSE(*log_size_limited("json-file", nullptr));
  EXPECT_FALSE(*log_size_limited("json-file", {{"max-file", "3"}}));
  EXPECT_FALSE(*log_size_limited("json-file", {{"max-size", "-1"}}));
  EXPECT_FALSE(*log_size_limited("json-file", {{"max-size", ""}}));
  EXPECT_TRUE(*log_size_limited("json-file", {{"max-size", "10m"}}));
  for (const char* driver : {"local", "journald", "none", "syslog"}) {
    EXPECT_TRUE(*log_size_limited(driver, json::object())) << driver;
  }
  EXPECT_EQ(log_size_limited("json-file", {{"max-size", 10}}).cause(), Cause::wrong_type);
  EXPECT_EQ(decoded(without("HostConfig.LogConfig.Type")).log_size_limited.cause(), Cause::absent);
}

TEST(DecodeContainer, KeepsNamesOfSecretsOnly) {
  EXPECT_THAT(*decoded(with("Config.Env", {"PATH=/bin", "DB_PASSWORD=hunter2"})).secret_environment,
              ElementsAre("DB_PASSWORD"));
}

TEST(DecodeContainer, ATmpfsIsExecutableWhereTheLastWordSaysSo) {
  const json tmpfs = {{"/a", ""},
                      {"/b/", "rw,exec"},
                      {"/c", "noexec,size=1m"},
                      {"/d", "exec,noexec"},
                      {"/e", "noexec,exec"},
                      {"/f", "noexecx,execx"}};
  EXPECT_THAT(*with_host_config("Tmpfs", tmpfs).executable_tmpfs, ElementsAre("/b", "/e"));
}

TEST(DecodeContainer, ReadsNamesOfSysctls) {
  EXPECT_THAT(*with_host_config("Sysctls", {{"net.ipv4.ip_forward", "1"}}).sysctls, ElementsAre("net.ipv4.ip_forward"));
}

json ids(std::size_t count) {
  json all = json::array();
  for (std::size_t i = 0; i < count; ++i) all.push_back(std::string(64, 'a'));
  return all;
}

TEST(DecodeContainer, ListsExecSessionsByIdUpTo32) {
  EXPECT_THAT(*decoded(with("ExecIDs", ids(1))).exec_sessions, ElementsAre(ExecSession{.id = std::string(64, 'a')}));
  EXPECT_TRUE(decoded(with("ExecIDs", ids(32))).exec_sessions);
  EXPECT_EQ(decoded(with("ExecIDs", ids(33))).exec_sessions.cause(), Cause::too_large);
  EXPECT_EQ(decoded(with("ExecIDs", {"../../secrets"})).exec_sessions.cause(), Cause::wrong_type);
}

TEST(DecodeContainer, ThatWasNotReadSaysWhyInEveryFact) {
  const ContainerFacts facts = engine::unread_container(Cause::timed_out);
  for (const FactOfField& field : facts_of_fields()) {
    const Seen seen = field.seen(facts);
    EXPECT_FALSE(seen.has_value) << field.path;
    EXPECT_EQ(seen.cause, Cause::timed_out) << field.path;
  }
}

TEST(DecodeExecSession, ReadsRightsAndNoCommandLine) {
  const auto decode = [](const json& exec) { return engine::decode_exec_session(exec.dump(), "/x"); };
  const json exec = {
      {"ID", "a"},
      {"Running", true},
      {"ProcessConfig", {{"privileged", true}, {"user", "0"}, {"entrypoint", "sh"}, {"arguments", {"-c", "hunter2"}}}}};
  EXPECT_EQ(decode(exec)->session, (ExecSession{.id = "a", .user = "0", .privileged = true}));
  EXPECT_TRUE(decode(exec)->running);
  json plain = exec;
  plain["Running"] = false;
  plain["ProcessConfig"].erase("user");
  EXPECT_EQ(decode(plain)->session.user, "");
  EXPECT_FALSE(decode(plain)->running);
  for (const char* path : {"/Running", "/ProcessConfig", "/ProcessConfig/privileged"}) {
    json wrong = exec;
    wrong[json::json_pointer(path)] = 1;
    EXPECT_EQ(decode(wrong).error().kind, ErrorKind::wrong_shape) << path;
    const json::json_pointer field(path);
    wrong = exec;
    wrong.at(field.parent_pointer()).erase(field.back());
    EXPECT_EQ(decode(wrong).error().kind, ErrorKind::wrong_shape) << path;
  }
}

ErrorKind refusal(std::string_view body) { return decode_container(body, EngineKind::docker, "/x").error().kind; }

TEST(DecodeContainer, RefusesWhatIsNoJson) {
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("{} {}"), std::string("{\"a\":1e999}"),
        std::string("{\"a\":\"\xFF\"}"), std::string("{\"a\":\"\\ud800\"}"), std::string("<html>")}) {
    EXPECT_EQ(refusal(body), ErrorKind::bad_json) << body;
  }
}

TEST(DecodeContainer, RefusesWhatIsNoObject) {
  for (const char* body : {"[]", "null", "1", "\"x\""}) EXPECT_EQ(refusal(body), ErrorKind::wrong_shape) << body;
}

std::string nested(std::size_t depth) {
  return "{\"x\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

TEST(DecodeContainer, RefusesNestingDeeperThan64) {
  EXPECT_FALSE(decode_container(nested(64), EngineKind::docker, "/x").has_error());
  EXPECT_EQ(refusal(nested(65)), ErrorKind::bad_json);
  EXPECT_EQ(refusal(nested(100'000)), ErrorKind::bad_json);
}

TEST(DecodeContainer, DoesNotTakeBracketsInTextForNesting) {
  json inspect = plain_inspect();
  inspect["Config"]["User"] = std::string(1000, '[') + "\"\\\"" + std::string(1000, '{');
  EXPECT_EQ(*decoded(inspect).user, inspect["Config"]["User"].get<std::string>());
}

TEST(DecodeContainer, KeepsControlCharactersForWhoeverPrints) {
  EXPECT_EQ(*decoded(with("Config.User", "a\x1b[31m\n\"")).user, "a\x1b[31m\n\"");
}

TEST(DecodeContainer, CutsALongName) {
  EXPECT_EQ(decoded(with("Name", "/" + std::string(10'000, 'n'))).name.size(), 4095 + std::string("…").size());
}

}  // namespace
}  // namespace plimsoll::testing
