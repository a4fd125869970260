#include "lib/engine/image_history/shell_words.hpp"

#include <algorithm>
#include <cstddef>

namespace plimsoll::engine {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kQuotes = "\"'`";

std::string_view without_quotes(std::string_view word) {
  const std::size_t begin = std::min(word.size(), word.find_first_not_of(kQuotes));
  word.remove_prefix(begin);
  return word.substr(0, word.find_last_not_of(kQuotes) + 1);
}

/// An escaped end of line is a blank.
bool is_blank(std::string_view text, std::size_t at) {
  if (text[at] == '\\') return at + 1 < text.size() && text[at + 1] == '\n';
  return kBlanks.find(text[at]) != std::string_view::npos;
}

bool ends_pipeline(std::string_view script, std::size_t at) {
  constexpr std::string_view kEnds = ";&()\n";
  if (kEnds.find(script[at]) == std::string_view::npos) return false;
  const char before = at > 0 ? script[at - 1] : ' ';
  if (script[at] == '\n') return before != '\\';
  return script[at] != '&' || (before != '>' && before != '<');  // not of "2>&1"
}

/// The commands of one pipeline: cut at each "|".
Pipeline commands_of(std::string_view text) {
  Pipeline commands;
  while (true) {
    const std::size_t bar = text.find('|');
    commands.push_back(words_of(text.substr(0, bar)));
    if (bar == std::string_view::npos) return commands;
    text.remove_prefix(bar + 1);
    if (text.starts_with('&')) text.remove_prefix(1);
  }
}

}  // namespace

Words words_of(std::string_view text) {
  Words words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && !is_blank(text, at)) continue;
    const std::string_view word = without_quotes(text.substr(begin, at - begin));
    if (!word.empty()) words.push_back(word);
    begin = at + 1;
  }
  return words;
}

std::vector<Pipeline> pipelines_of(std::string_view script) {
  std::vector<Pipeline> pipelines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= script.size(); ++at) {
    const bool either = at + 1 < script.size() && script[at] == '|' && script[at + 1] == '|';
    if (at < script.size() && !either && !ends_pipeline(script, at)) continue;
    pipelines.push_back(commands_of(script.substr(begin, at - begin)));
    if (either) ++at;
    begin = at + 1;
  }
  return pipelines;
}

std::string_view program_name(std::string_view word) {
  const std::size_t slash = word.rfind('/');
  if (slash == std::string_view::npos) return word;
  const std::string_view directory = word.substr(0, slash);
  return directory.ends_with("/bin") || directory.ends_with("/sbin") ? word.substr(slash + 1) : word;
}

bool is_one_of(Vocabulary known, std::string_view word) { return std::ranges::find(known, word) != known.end(); }

std::optional<std::string_view> known_word(Vocabulary known, std::string_view word) {
  const auto found = std::ranges::find(known, word);
  return found == known.end() ? std::nullopt : std::optional(*found);
}

bool is_word_character(char character) {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || character == '_' || character == '-';
}

}  // namespace plimsoll::engine
