#include "daemon/cli/printable.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::cli {
namespace {

using namespace std::string_literals;

struct Case {
  const char* name;
  std::string text;
  std::string shown;
};

const Case kCases[] = {
    {"plain", "web-1 (ok) ~/x", "web-1 (ok) ~/x"},
    {"letters and signs of the world", "Grüße 日本 🦀 …", "Grüße 日本 🦀 …"},
    {"colour", "\x1b[31mred", R"(\x1b[31mred)"},
    {"window title", "\x1b]0;owned\x07", R"(\x1b]0;owned\x07)"},
    {"line end and return", "a\r\nb", R"(a\x0d\x0ab)"},
    {"tab and backspace", "a\t\b", R"(a\x09\x08)"},
    {"zero", "a\0b"s, R"(a\x00b)"},
    {"delete", "\x7f", R"(\x7f)"},
    {"C1 as a character", "\u009b31m", R"(\u{9b}31m)"},
    {"C1 as a byte",
     "\x9b"
     "31m",
     R"(\x9b31m)"},
    {"right to left override", "exe\u202ecod.txt", R"(exe\u{202e}cod.txt)"},
    {"isolates", "\u2066a\u2069", R"(\u{2066}a\u{2069})"},
    {"Arabic letter mark", "\u061c", R"(\u{61c})"},
    {"zero width", "a\u200bb\ufeff", R"(a\u{200b}b\u{feff})"},
    {"line separator", "\u2028", R"(\u{2028})"},
    {"tag characters", "\U000e0041", R"(\u{e0041})"},
    {"bad byte", "a\xff\xfe", R"(a\xff\xfe)"},
    {"cut character", "a\xe2\x82", R"(a\xe2\x82)"},
    {"surrogate", "\xed\xa0\x80", R"(\xed\xa0\x80)"},
    {"overlong slash", "\xc0\xaf", R"(\xc0\xaf)"},
};

TEST(Printable, ShowsWhatATerminalMustNotBeGiven) {
  for (const Case& c : kCases) EXPECT_EQ(printable(c.text), c.shown) << c.name;
}

TEST(Printable, NoByteIsDangerous) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string shown = printable(std::string(1, static_cast<char>(byte)));
    for (const char c : shown) EXPECT_TRUE(c >= ' ' && c < '\x7f') << byte;
  }
}

TEST(Cut, CountsCharactersAndMarksWhatIsGone) {
  EXPECT_EQ(cut("grüße", 5), "grüße");
  EXPECT_EQ(cut("grüße!", 5), "grüß…");
  EXPECT_EQ(cut("ab", 1), "…");
  EXPECT_EQ(cut(std::string(10'000, 'x'), 3), "xx…");
  EXPECT_EQ(cut("any length", 0), "any length");
}

}  // namespace
}  // namespace plimsoll::cli
