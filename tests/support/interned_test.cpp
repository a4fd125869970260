#include "lib/support/interned.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll {
namespace {

TEST(Interned, EqualTextsShareTheirBytesAndOutliveTheirSource) {
  const std::string_view first = interned(std::string(100, 'x'));
  (void)interned(std::string(100, 'y'));
  EXPECT_EQ(first, std::string(100, 'x'));
  EXPECT_EQ(interned(std::string(100, 'x')).data(), first.data());
}

}  // namespace
}  // namespace plimsoll
