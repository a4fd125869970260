#include "lib/config/policy_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/config/temporary_folder.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Config config_in(const TemporaryFolder& folder) {
  Config config;
  config.policy_file = folder.write("policy.yaml", "policy: v1\n");
  config.policy_directory = folder.make("policy.d");
  return config;
}

void expect_refused(const Config& config, const std::string& message) {
  const auto policy = load_policy(config);
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().message(), message);
}

TEST(PolicyFiles, AreReadFileFirstThenDirectoryInOrder) {
  const TemporaryFolder folder;
  const Config config = config_in(folder);
  const std::string b = folder.write("policy.d/b.yaml", "policy: v1\n");
  const std::string a = folder.write("policy.d/a.yaml", "policy: v1\n");
  const auto policy = load_policy(config);
  ASSERT_TRUE(policy) << policy.error().message();
  EXPECT_THAT(policy->files(), ElementsAre(config.policy_file, a, b));
}

TEST(PolicyFiles, NoneIsTheBuiltInPolicy) {
  Config config;
  config.policy_file = "";
  config.policy_directory = "";
  const auto policy = load_policy(config);
  ASSERT_TRUE(policy) << policy.error().message();
  EXPECT_THAT(policy->files(), IsEmpty());
  EXPECT_EQ(policy->sha256(), Policy::built_in().sha256());
}

TEST(PolicyFiles, WhatTheConfigurationNamesMustExist) {
  const TemporaryFolder folder;
  Config config = config_in(folder);
  std::filesystem::remove(config.policy_file);
  expect_refused(config, config.policy_file + ": does not exist; create it or name another");
  config = config_in(folder);
  std::filesystem::remove(config.policy_directory);
  expect_refused(config, config.policy_directory + ": does not exist; create it or name another");
}

TEST(PolicyFiles, AMistakeNamesItsFile) {
  const TemporaryFolder folder;
  const Config config = config_in(folder);
  const std::string path = folder.write("policy.d/10-team.yaml", "policy: v2\n");
  expect_refused(config, path + ":1: policy: unknown version \"v2\"; use v1");
}

TEST(PolicyFiles, TheSameRuleInTwoFilesNamesBoth) {
  const TemporaryFolder folder;
  const Config config = config_in(folder);
  const std::string rule = "policy: v1\nrules:\n  privileged: { severity: high }\n";
  const std::string a = folder.write("policy.d/a.yaml", rule);
  const std::string b = folder.write("policy.d/b.yaml", rule);
  expect_refused(config, b + ":3: rules.privileged: is also in " + a + ":3; keep one of them");
}

TEST(PolicyFiles, AnUnsafeFileInTheDirectoryIsNotSkipped) {
  const TemporaryFolder folder;
  const Config config = config_in(folder);
  const std::string path = folder.write("policy.d/a.yaml", "policy: v1\n");
  std::filesystem::permissions(path, std::filesystem::perms(0666));
  expect_refused(config, path + ": can be written by others; chmod go-w " + path);
}

}  // namespace
}  // namespace plimsoll::testing
