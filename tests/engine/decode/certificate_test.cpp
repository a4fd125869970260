#include "lib/engine/decode/certificate.hpp"

#include <gtest/gtest.h>

#include "tests/engine/swarm_root.hpp"

namespace plimsoll::engine {
namespace {

TEST(Certificate, IsValidFrom) {
  EXPECT_EQ(valid_from(testing::kSwarmRoot), testing::kSwarmRootFrom);
  EXPECT_EQ(valid_from("a comment\n" + std::string(testing::kSwarmRoot)), testing::kSwarmRootFrom);
}

TEST(Certificate, IsNoneInOtherText) {
  const std::string root = testing::kSwarmRoot;
  for (const std::string& text :
       {std::string(), std::string("x"), root.substr(0, root.size() / 2), std::string("-----BEGIN CERTIFICATE-----\n"),
        std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), std::string(100'000, 'A')}) {
    EXPECT_EQ(valid_from(text), std::nullopt) << text.substr(0, 80);
  }
}

}  // namespace
}  // namespace plimsoll::engine
