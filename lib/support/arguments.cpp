#include "lib/support/arguments.hpp"

#include <string_view>

namespace plimsoll {
namespace {

bool has_empty_value(std::string_view argument) {
  return argument.starts_with("--") && argument.find('=') == argument.size() - 1;
}

}  // namespace

Arguments::Arguments(int count, const char* const* arguments) {
  bool options = true;
  for (int i = 0; i < count; ++i) {
    std::string text = arguments[i];
    options = options && text != "--";
    const bool splits = options && has_empty_value(text);
    if (splits) text.pop_back();
    texts_.push_back(std::move(text));
    if (splits) texts_.emplace_back();
  }
  for (const std::string& text : texts_) pointers_.push_back(text.c_str());
}

}  // namespace plimsoll
