// One mistake a file, and the message it must give: the file is the documentation of the message.

#include <gmock/gmock.h>

#include "lib/config/config.hpp"
#include "lib/config/policy/parse_policy.hpp"
#include "plimsoll/policy.hpp"
#include "plimsoll/result.hpp"
#include "tests/config/fixtures.hpp"

namespace plimsoll::testing {
namespace {

constexpr std::string_view kFile = "FILE";

/// "FILE:3: …" for "3: …", "FILE: …" for what is about no line.
std::string full_message(const std::string& expect) {
  const bool has_line = !expect.empty() && expect.front() >= '0' && expect.front() <= '9';
  return std::string(kFile) + (has_line ? ":" : ": ") + expect;
}

class BadPolicy : public ::testing::TestWithParam<Fixture> {};

TEST_P(BadPolicy, IsRefusedWithItsMessage) {
  const Result<Policy> policy = parse_policy({{std::string(kFile), GetParam().text}});
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(policy.error().message(), full_message(GetParam().expect));
}

INSTANTIATE_TEST_SUITE_P(Files, BadPolicy, ::testing::ValuesIn(fixtures("policies/bad")), test_name);

class GoodPolicy : public ::testing::TestWithParam<Fixture> {};

TEST_P(GoodPolicy, IsTaken) {
  const Result<Policy> policy = parse_policy({{std::string(kFile), GetParam().text}});
  EXPECT_TRUE(policy) << policy.error().message();
}

INSTANTIATE_TEST_SUITE_P(Files, GoodPolicy, ::testing::ValuesIn(fixtures("policies/good")), test_name);

class BadConfig : public ::testing::TestWithParam<Fixture> {};

TEST_P(BadConfig, IsRefusedWithItsMessage) {
  const Result<Config> config = parse_config(std::string(kFile), GetParam().text);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(config.error().message(), full_message(GetParam().expect));
}

INSTANTIATE_TEST_SUITE_P(Files, BadConfig, ::testing::ValuesIn(fixtures("configs/bad")), test_name);

class GoodConfig : public ::testing::TestWithParam<Fixture> {};

TEST_P(GoodConfig, IsTaken) {
  const Result<Config> config = parse_config(std::string(kFile), GetParam().text);
  EXPECT_TRUE(config) << config.error().message();
}

INSTANTIATE_TEST_SUITE_P(Files, GoodConfig, ::testing::ValuesIn(fixtures("configs/good")), test_name);

}  // namespace
}  // namespace plimsoll::testing
