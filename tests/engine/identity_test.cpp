#include "lib/engine/identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using ::testing::ElementsAre;

const std::string kId = "0123456789abcdef";

TEST(Identity, IsTheName) { EXPECT_EQ(identity_of("web", kId), "web"); }

TEST(Identity, OfASwarmTaskIsServiceAndSlot) {
  EXPECT_EQ(identity_of("web.1.abcdefghijklmnopqrstuvwx0", kId), "web.1");
  EXPECT_EQ(identity_of("a.b.12.abcdefghijklmnopqrstuvwx0", kId), "a.b.12");
}

TEST(Identity, OfWhatOnlyLooksLikeASwarmTaskIsTheWholeName) {
  for (const char* name :
       {"web.1.abcdefghijklmnopqrstuvwx", "web.1.abcdefghijklmnopqrstuvwx01", "web.1.ABCDEFGHIJKLMNOPQRSTUVWX0",
        "web.x.abcdefghijklmnopqrstuvwx0", "web..abcdefghijklmnopqrstuvwx0", ".1.abcdefghijklmnopqrstuvwx0",
        "1.abcdefghijklmnopqrstuvwx0", "abcdefghijklmnopqrstuvwx0", "web.1."}) {
    EXPECT_EQ(identity_of(name, kId), name);
  }
}

TEST(Identity, WithoutANameIsTheShortId) {
  EXPECT_EQ(identity_of("", kId), "0123456789ab");
  EXPECT_EQ(identity_of("", ""), "without-id");
}

TEST(Identity, OfALongNameIsCutBetweenCharactersAndKeptApartByTheId) {
  EXPECT_EQ(identity_of(std::string(200, 'a'), kId), std::string(200, 'a'));
  EXPECT_EQ(identity_of(std::string(201, 'a'), kId), std::string(200, 'a') + "…~0123456789ab");
  EXPECT_EQ(identity_of(std::string(199, 'a') + "é", kId), std::string(199, 'a') + "…~0123456789ab");
}

std::vector<std::string> settled(std::vector<Claim> claims) {
  settle(claims);
  std::vector<std::string> told;
  for (const Claim& claim : claims) told.push_back(claim.identity + (claim.disputed ? " disputed" : ""));
  return told;
}

TEST(Identity, ClaimedByTwoStaysWithTheOlder) {
  EXPECT_THAT(settled({{"web.1", "bbbbbbbbbbbbb", 20}, {"web.1", "aaaaaaaaaaaaa", 30}, {"db", "ccccccccccccc", 10}}),
              ElementsAre("web.1 disputed", "web.1~aaaaaaaaaaaa disputed", "db"));
}

TEST(Identity, ClaimedByTwoOfOneAgeStaysWithTheSmallerId) {
  EXPECT_THAT(settled({{"web.1", "bbbbbbbbbbbbb", 20}, {"web.1", "aaaaaaaaaaaaa", 20}}),
              ElementsAre("web.1~bbbbbbbbbbbb disputed", "web.1 disputed"));
}

TEST(Identity, MadeUpToLookLikeASettledOneIsNotSharedEither) {
  const auto told = settled({{"web~bbbbbbbbbbbb", "c", 1}, {"web", "aaaaaaaaaaaaa", 2}, {"web", "bbbbbbbbbbbbb", 3}});
  EXPECT_THAT(told, ElementsAre("web~bbbbbbbbbbbb", "web disputed", "web~bbbbbbbbbbbbb disputed"));
}

Claim stopped(const std::string& identity, std::string_view id, std::int64_t created) {
  return {.identity = identity, .id = id, .created = created, .stopped = true};
}

TEST(Identity, OfAStoppedContainerIsItsWholeName) {
  EXPECT_EQ(identity_of_stopped("web.1.abcdefghijklmnopqrstuvwx0", kId), "web.1.abcdefghijklmnopqrstuvwx0");
  EXPECT_EQ(identity_of_stopped(std::string(201, 'a'), kId), std::string(200, 'a') + "…~0123456789ab");
  EXPECT_EQ(identity_of_stopped("", kId), "0123456789ab");
}

TEST(Identity, IsNeverTakenOrDisputedByAStoppedContainer) {
  EXPECT_THAT(settled({stopped("web.1", "aaaaaaaaaaaaa", 1), {"web.1", "bbbbbbbbbbbbb", 20}}),
              ElementsAre("web.1~aaaaaaaaaaaa", "web.1"));
  EXPECT_THAT(
      settled(
          {stopped("web~bbbbbbbbbbbb", "aaaaaaaaaaaaa", 1), {"web", "ccccccccccccc", 2}, {"web", "bbbbbbbbbbbbb", 3}}),
      ElementsAre("web~bbbbbbbbbbbb~aaaaaaaaaaaa", "web disputed", "web~bbbbbbbbbbbb disputed"));
  EXPECT_THAT(settled({stopped("web", "aaaaaaaaaaaaa", 1), stopped("web", "bbbbbbbbbbbbb", 2)}),
              ElementsAre("web", "web~bbbbbbbbbbbb"));
}

}  // namespace
}  // namespace plimsoll::engine
