#include "daemon/docs/text.hpp"

namespace plimsoll::docs {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : separator).append(word);
  return text;
}

std::vector<std::string> names_of(const std::vector<Parameter>& options) {
  std::vector<std::string> names;
  for (const Parameter& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

void replace_all(std::string& text, std::string_view mark, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size())
    text.replace(at, mark.size(), by);
}

}  // namespace plimsoll::docs
