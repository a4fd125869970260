#include "lib/engine/decode/secret_names.hpp"

#include <algorithm>
#include <iterator>

namespace plimsoll::engine {
namespace {

/// Any of these as a word of the name, or with an S.
constexpr std::string_view kWords[] = {"PASS",  "PASSWD",  "PASSWORD",   "PASSPHRASE", "PWD",       "PSK",
                                       "TOKEN", "SECRET",  "KEY",        "APIKEY",     "ACCESSKEY", "SECRETKEY",
                                       "CRED",  "PRIVATE", "CREDENTIAL", "PRIVATEKEY"};
/// Long enough to tell at the end of a word, too: DBPASSWORD.
constexpr std::string_view kEndings[] = {"PASSWORD", "PASSWD", "SECRET", "TOKEN"};
/// What images of well-known publishers carry, and the shell's own.
constexpr std::string_view kHarmless[] = {"GPG_KEY", "GPG_KEYS", "PWD"};
/// The last word of a name that tells where the secret is, not what.
constexpr std::string_view kPlaces[] = {"FILE", "PATH", "DIR"};

template <std::size_t kSize>
bool is_one_of(const std::string_view (&known)[kSize], std::string_view text) {
  return std::ranges::find(known, text) != std::end(known);
}

bool is_upper(char character) { return character >= 'A' && character <= 'Z'; }
bool is_lower(char character) { return character >= 'a' && character <= 'z'; }
bool is_letter(char character) { return is_upper(character) || is_lower(character); }
char to_upper(char character) { return is_lower(character) ? static_cast<char>(character - 'a' + 'A') : character; }

std::string upper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), to_upper);
  return upper;
}

/// Between "api" and "Key", and between "API" and "Key".
bool case_changes_at(std::string_view name, std::size_t at) {
  if (!is_upper(name[at])) return false;
  return is_lower(name[at - 1]) || (is_upper(name[at - 1]) && at + 1 < name.size() && is_lower(name[at + 1]));
}

/// Upper-case; whatever is no letter separates.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool begins = !is_letter(name[at]) || (at > 0 && case_changes_at(name, at));
    if (begins && !words.back().empty()) words.emplace_back();
    if (is_letter(name[at])) words.back() += to_upper(name[at]);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_secret_word(std::string_view word) {
  const std::string_view singular = word.ends_with('S') ? word.substr(0, word.size() - 1) : word;
  return is_one_of(kWords, word) || is_one_of(kWords, singular) ||
         std::ranges::any_of(kEndings, [&](std::string_view ending) { return singular.ends_with(ending); });
}

bool is_public_key(const std::vector<std::string>& words) {
  const auto found = std::ranges::find(words, "PUBLIC");
  return found != words.end() && found + 1 != words.end() && (found + 1)->starts_with("KEY");
}

}  // namespace

bool looks_like_a_secret(std::string_view name) {
  if (is_one_of(kHarmless, upper(name))) return false;
  const std::vector<std::string> words = words_of(name);
  if (words.empty() || is_one_of(kPlaces, words.back()) || is_public_key(words)) return false;
  return std::ranges::any_of(words, is_secret_word);
}

std::vector<std::string> secret_names(const std::vector<std::string>& environment) {
  std::vector<std::string> names;
  for (const std::string_view variable : environment) {
    const std::size_t equals = variable.find('=');
    const bool has_value = equals != std::string_view::npos && equals + 1 < variable.size();
    if (has_value && looks_like_a_secret(variable.substr(0, equals))) names.emplace_back(variable.substr(0, equals));
  }
  return names;
}

}  // namespace plimsoll::engine
