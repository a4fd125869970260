#include "daemon/cli/accepted_words.hpp"

#include <CLI/CLI.hpp>

namespace plimsoll::cli {
namespace {

constexpr char kSeparator = '|';

}  // namespace

CLI::Validator accepting(const std::vector<std::string>& words, const CLI::Validator& validator) {
  std::string name;
  for (const std::string& word : words) name += word + kSeparator;
  return validator.name(std::move(name));
}

std::vector<std::string> accepted_words(CLI::Option& option) {
  std::vector<std::string> words;
  try {
    const std::string& name = option.get_validator(0)->get_name();
    for (std::size_t begin = 0, end = 0; (end = name.find(kSeparator, begin)) != std::string::npos; begin = end + 1)
      words.push_back(name.substr(begin, end - begin));
    return words;
  } catch (const CLI::OptionNotFound&) {
    return {};  // the option has no validator
  }
}

}  // namespace plimsoll::cli
