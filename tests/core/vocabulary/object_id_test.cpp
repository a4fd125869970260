#include "lib/core/vocabulary/object_id.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll {
namespace {

const std::string kId = std::string(12, 'a') + std::string(52, 'b');

TEST(ObjectId, IsMeantByTwelveDigitsOrMore) {
  EXPECT_TRUE(is_id_of(kId, kId));
  EXPECT_TRUE(is_id_of(kId.substr(0, 12), kId));
  EXPECT_TRUE(is_id_of("sha256:" + kId.substr(0, 13), kId));
  EXPECT_TRUE(is_id_of(kId.substr(0, 12), "sha256:" + kId));
  EXPECT_FALSE(is_id_of(kId.substr(0, 11), kId));
  EXPECT_FALSE(is_id_of(kId.substr(1, 12), kId));
  EXPECT_FALSE(is_id_of(kId + "b", kId));
  EXPECT_FALSE(is_id_of("sha256:", "sha256:" + kId));
}

TEST(ObjectId, ASubjectIsMeantByIdentityNameOrId) {
  for (const std::string& reference : {std::string("web"), std::string("web-1"), kId.substr(0, 12)}) {
    EXPECT_TRUE(means_subject(reference, "web", "web-1", kId)) << reference;
  }
  for (const std::string& reference : {std::string(), std::string("we"), std::string("web-12"), kId.substr(0, 4)}) {
    EXPECT_FALSE(means_subject(reference, "web", "web-1", kId)) << reference;
  }
  EXPECT_FALSE(means_subject("", "", "", ""));
}

TEST(ObjectId, IsShownAsDockerDoes) {
  EXPECT_EQ(short_id(kId), "aaaaaaaaaaaa");
  EXPECT_EQ(short_id("abc"), "abc");
}

}  // namespace
}  // namespace plimsoll
