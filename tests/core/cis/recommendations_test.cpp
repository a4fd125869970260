#include "lib/core/cis/recommendations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace plimsoll {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> ids_with(Coverage coverage) {
  std::vector<std::string> ids;
  for (const Recommendation& recommendation : recommendations()) {
    if (covered(recommendation).coverage == coverage) ids.emplace_back(recommendation.id);
  }
  return ids;
}

TEST(Recommendations, EachIsJudged) { EXPECT_THAT(ids_with(Coverage::missing), ElementsAre()); }

TEST(Recommendations, OnlyTheseAreLeftToAPerson) {
  EXPECT_THAT(ids_with(Coverage::manual), ElementsAre("1.2.1", "4.3", "4.12", "7.6", "7.9"));
}

TEST(Recommendations, ContentTrustLivesInTheClient) {
  EXPECT_THAT(ids_with(Coverage::not_applicable), ElementsAre("4.5"));
}

TEST(Recommendations, OneThatNoRuleNamesIsMissing) {
  EXPECT_EQ(covered({.id = "9.9", .id_in_1_8 = "9.9", .title = "Not one of theirs"}).coverage, Coverage::missing);
}

TEST(Recommendations, NumbersAreUniqueInBothEditions) {
  std::set<std::string_view> old_ids;
  std::set<std::string_view> new_ids;
  for (const Recommendation& recommendation : recommendations()) {
    EXPECT_TRUE(old_ids.insert(recommendation.id).second) << recommendation.id;
    EXPECT_TRUE(new_ids.insert(recommendation.id_in_1_8).second) << recommendation.id_in_1_8;
  }
  EXPECT_FALSE(new_ids.contains("2.7")) << "1.8.0 put another one there";
}

TEST(Recommendations, NoRuleNamesOneThatThereIsNot) {
  std::set<std::string_view> known;
  for (const Recommendation& recommendation : recommendations()) known.insert(recommendation.id);
  for (const Rule* rule : catalogue()) {
    for (const CisControl& control : rule->cis) {
      if (control.benchmark == "1.6.0") {
        EXPECT_TRUE(known.contains(control.id)) << rule->id << " " << control.id;
      }
    }
  }
}

}  // namespace
}  // namespace plimsoll
