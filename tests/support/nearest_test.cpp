#include "lib/support/nearest.hpp"

#include <gtest/gtest.h>

namespace plimsoll {
namespace {

constexpr std::string_view kWords[] = {"low", "medium", "high", "critical"};

TEST(Nearest, FindsTheWordThatWasMeant) {
  const struct {
    std::string_view word;
    std::string_view meant;
  } cases[] = {{"hihg", "high"}, {"hi", "high"}, {"crticial", "critical"}, {"mediun", "medium"}, {"low", "low"}};
  for (const auto& [word, meant] : cases) EXPECT_EQ(nearest(word, kWords), meant) << word;
}

TEST(Nearest, SuggestsNothingForWhatIsUnlikeAll) {
  for (const std::string_view word : {"", "privileged", "7"}) EXPECT_EQ(nearest(word, kWords), std::nullopt) << word;
  EXPECT_EQ(nearest(std::string(10'000, 'h'), kWords), std::nullopt);
  EXPECT_EQ(nearest("high", {}), std::nullopt);
}

TEST(Nearest, WayOutListsTheWords) {
  EXPECT_EQ(use_one_of(kWords, "hihg"), "use low, medium, high or critical (nearest: high)");
  EXPECT_EQ(use_one_of(kWords, "severe"), "use low, medium, high or critical");
  EXPECT_EQ(use_one_of(std::span(kWords).first(1), "lo"), "use low");
}

}  // namespace
}  // namespace plimsoll
