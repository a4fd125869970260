#include "daemon/cli/shell.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace plimsoll::cli {
namespace {

struct Case {
  std::string text;
  std::string word;
};

const Case kCases[] = {
    {"--cap-drop=NET_RAW", "--cap-drop=NET_RAW"},
    {"--volume=/srv/a b:/x", "'--volume=/srv/a b:/x'"},
    {"", "''"},
    {"it's", R"('it'\''s')"},
    {"$(reboot)", "'$(reboot)'"},
    {"a;b`c`", "'a;b`c`'"},
    {"~root", "'~root'"},
    {"!x", "'!x'"},
    {"\x1b[31m", R"($'\x1b\x5b31m')"},
    {"a\nb'", R"($'a\x0ab\x27')"},
    {"\xff", R"($'\xff')"},
    {"größe", "'größe'"},
};

TEST(ShellWord, IsQuotedWhereItMustBe) {
  for (const Case& c : kCases) EXPECT_EQ(shell_word(c.text), c.word);
}

/// What bash makes of it.
std::string read_by_bash(const std::string& word) {
  const auto close = [](FILE* pipe) { pclose(pipe); };
  const std::string command = "bash -c 'eval \"printf %s $0\"' \"$(cat <<'PLIMSOLL'\n" + word + "\nPLIMSOLL\n)\"";
  const std::unique_ptr<FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  std::string text;
  std::array<char, 256> chunk{};
  while (const std::size_t size = fread(chunk.data(), 1, chunk.size(), pipe.get())) text.append(chunk.data(), size);
  return text;
}

TEST(ShellWord, MeansTheSameToBash) {
  for (const Case& c : kCases) EXPECT_EQ(read_by_bash(shell_word(c.text)), c.text) << c.word;
}

}  // namespace
}  // namespace plimsoll::cli
