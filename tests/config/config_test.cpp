#include "lib/config/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "lib/config/policy/parse_policy.hpp"
#include "plimsoll/policy.hpp"
#include "plimsoll/result.hpp"
#include "tests/config/fixtures.hpp"
#include "tests/config/temporary_folder.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const ConfigOption& option(std::string_view key) {
  for (const ConfigOption& option : config_options()) {
    if (option.key() == key) return option;
  }
  throw std::out_of_range(std::string(key));
}

Config parsed(const std::string& text) {
  Result<Config> config = parse_config("plimsoll.yaml", text);
  EXPECT_TRUE(config) << config.error().message();
  return std::move(config).value();
}

TEST(Config, ReadsEveryKey) {
  const Config config = parsed(fixture("configs/good/every-key.yaml"));
  EXPECT_EQ(config.engine_address, "unix:///run/podman/podman.sock");
  EXPECT_EQ(config.engine_request_deadline, std::chrono::seconds(5));
  EXPECT_EQ(config.engine_max_response_mib, 64);
  EXPECT_EQ(config.audit_interval, std::chrono::hours(1));
  EXPECT_EQ(config.web_listen_address, "[::1]:9999");
  EXPECT_THAT(config.web_allowed_hosts, ElementsAre("audit.corp.example", "host_7"));
  EXPECT_EQ(config.metrics_min_severity, Severity::low);
  EXPECT_EQ(config.metrics_max_series, 0);
  EXPECT_EQ(config.status_socket, "/run/audit.sock");
  EXPECT_EQ(config.policy_file, "/srv/policy.yaml");
  EXPECT_EQ(config.policy_directory, "/srv/policy.d");
  EXPECT_TRUE(config.exec_record_arguments);
}

TEST(Config, KeepsDefaultsOfWhatAFileLeavesOut) {
  EXPECT_EQ(parsed(""), Config());
  Config expected;
  expected.web_listen_address = "";
  EXPECT_EQ(parsed(fixture("configs/good/listen-nowhere.yaml")), expected);
}

TEST(Config, SampleFileIsTheOneThatIsShipped) {
  EXPECT_EQ(read_text(std::filesystem::path(PLIMSOLL_SOURCE_DIR) / "config" / "plimsoll.yaml"), sample_config());
}

TEST(Config, SampleFileSetsEveryOptionToItsDefault) {
  const std::string sample = sample_config();
  EXPECT_EQ(parsed(sample), Config());
  for (const ConfigOption& option : config_options()) {
    EXPECT_THAT(sample, HasSubstr("\n  " + std::string(option.name) + ": ")) << option.key();
  }
}

TEST(Config, TableIsComplete) {
  std::set<std::string> keys;
  for (const ConfigOption& option : config_options()) {
    EXPECT_TRUE(keys.insert(option.key()).second) << option.key();
    EXPECT_TRUE(option.about.ends_with('.')) << option.key();
  }
}

TEST(Config, FlagIsTheKeyWithDashes) { EXPECT_EQ(option("web.listen_address").flag(), "--web.listen-address"); }

TEST(Config, HelpTellsRangeAndDefault) {
  EXPECT_EQ(help_of(option("audit.interval_seconds")),
            "How often everything is listed again, whatever the engine's events say (1 to 3600). "
            "Default: 60.");
}

TEST(Config, FlagSetsItsOptionOnly) {
  Config expected;
  expected.metrics_min_severity = Severity::medium;
  const Result<Config> config = with_flag({}, option("metrics.min_severity"), "medium");
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(*config, expected);
}

TEST(Config, FlagTakesAListWithCommas) {
  const auto two = with_flag({}, option("web.allowed_hosts"), "audit.corp.example,audit");
  ASSERT_TRUE(two) << two.error().message();
  EXPECT_THAT(two->web_allowed_hosts, ElementsAre("audit.corp.example", "audit"));
  const auto none = with_flag(*two, option("web.allowed_hosts"), "");
  ASSERT_TRUE(none) << none.error().message();
  EXPECT_THAT(none->web_allowed_hosts, IsEmpty());
}

TEST(Config, MistakeInAFlagNamesTheFlag) {
  const auto config = with_flag({}, option("audit.interval_seconds"), "0");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().message(), "--audit.interval-seconds: \"0\" is out of range; use 1 to 3600");
}

TEST(Config, FileThatIsNamedMustExist) {
  const TemporaryFolder folder;
  const auto config = load_config(folder.path("plimsoll.yaml"));
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().message(), folder.path("plimsoll.yaml") + ": does not exist; create it or name another");
}

TEST(Config, IsReadFromTheNamedFile) {
  const TemporaryFolder folder;
  const auto config = load_config(folder.write("plimsoll.yaml", "audit: { interval_seconds: 7 }\n"));
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->audit_interval, std::chrono::seconds(7));
}

TEST(ShippedPolicy, ChangesNothingUntilSomethingIsUncommented) {
  const auto text = read_text(std::filesystem::path(PLIMSOLL_SOURCE_DIR) / "config" / "policy.yaml");
  const auto policy = parse_policy({{"policy.yaml", text}});
  ASSERT_TRUE(policy) << policy.error().message();
  EXPECT_THAT(policy->waivers(), IsEmpty());
  for (const Rule* rule : catalogue()) {
    EXPECT_TRUE(policy->of(*rule).enabled) << rule->id;
    EXPECT_EQ(policy->of(*rule).severity, rule->severity) << rule->id;
  }
}

}  // namespace
}  // namespace plimsoll::testing
