#include "lib/support/arguments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> separated(const std::vector<const char*>& typed) {
  const Arguments arguments(static_cast<int>(typed.size()), typed.data());
  return {arguments.pointers(), arguments.pointers() + arguments.count()};
}

TEST(Arguments, AnEmptyValueBecomesAnArgumentOfItsOwn) {
  EXPECT_THAT(separated({"plimsolld", "--socket=", "--config=x"}),
              ElementsAre("plimsolld", "--socket", "", "--config=x"));
}

TEST(Arguments, EverythingElseStaysAsItIs) {
  EXPECT_THAT(separated({"p", "--a=b=", "a=", "-a=", "--", "--socket="}),
              ElementsAre("p", "--a=b=", "a=", "-a=", "--", "--socket="));
  EXPECT_THAT(separated({}), ElementsAre());
}

}  // namespace
}  // namespace plimsoll
