#pragma once

/// The words that an option's value is one of: CLI11 does not give them back, completions need them.

#include <string>
#include <vector>

namespace CLI {
class Option;
class Validator;
}  // namespace CLI

namespace plimsoll::cli {

/// `validator`, which accepts `words` only, with the words as its name. --help prints its description and no name.
[[nodiscard]] CLI::Validator accepting(const std::vector<std::string>& words, const CLI::Validator& validator);

/// The same for a map from word to value; --help leaves the words to the option's own text.
template <class Map, class Validator>
[[nodiscard]] auto accepting_keys(const Map& map, Validator validator) {
  std::vector<std::string> words;
  for (const auto& [word, value] : map) words.push_back(word);
  return accepting(words, validator.description(""));
}

/// The words of the option's validator; none if it takes other values too.
[[nodiscard]] std::vector<std::string> accepted_words(CLI::Option& option);

}  // namespace plimsoll::cli
