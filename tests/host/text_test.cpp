#include "lib/host/text.hpp"

#include <gmock/gmock.h>

namespace plimsoll::host {
namespace {

using testing::ElementsAre;

TEST(Text, LinesNeedNoLastNewline) {
  EXPECT_THAT(lines_of("a\n\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of("a\nb\n"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of(""), ElementsAre());
}

TEST(Text, WordsAreBetweenBlanks) { EXPECT_THAT(words_of("  a\tb  c "), ElementsAre("a", "b", "c")); }

TEST(Text, NumbersAreWhole) {
  EXPECT_EQ(number_in<int>("12"), 12);
  EXPECT_EQ(number_in<int>("12x"), std::nullopt);
  EXPECT_EQ(number_in<int>(""), std::nullopt);
}

TEST(Text, DirectoryOfAPath) {
  EXPECT_EQ(directory_of("/etc/docker"), "/etc");
  EXPECT_EQ(directory_of("/etc"), "/");
}

}  // namespace
}  // namespace plimsoll::host
