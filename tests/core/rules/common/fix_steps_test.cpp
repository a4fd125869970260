#include "lib/core/rules/common/fix_steps.hpp"

#include <gtest/gtest.h>

namespace plimsoll::testing {
namespace {

TEST(ComposeText, HoldsHostileText) {
  EXPECT_EQ(compose_text("/srv/a b"), R"("/srv/a b")");
  EXPECT_EQ(compose_text(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(compose_text("a\nb\x1b\x7f"), R"("a\x0ab\x1b\x7f")");
}

TEST(ComposeText, IsNotInterpolated) { EXPECT_EQ(compose_text("$HOME"), R"("$$HOME")"); }

TEST(ComposeList, HasOneElement) { EXPECT_EQ(compose_list("networks", "a]b"), R"(networks: ["a]b"])"); }

TEST(SizeText, UsesTheLargestUnitThatDivides) {
  EXPECT_EQ(size_text(0), "0b");
  EXPECT_EQ(size_text(1000), "1000b");
  EXPECT_EQ(size_text(1536), "1536b");
  EXPECT_EQ(size_text(std::int64_t{512} << 20), "512m");
  EXPECT_EQ(size_text(std::int64_t{1} << 50), "1048576g");
}

}  // namespace
}  // namespace plimsoll::testing
