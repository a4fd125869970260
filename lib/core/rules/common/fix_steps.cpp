#include "lib/core/rules/common/fix_steps.hpp"

#include <algorithm>

namespace plimsoll {
namespace {

std::string hexadecimal_escape(unsigned char character) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {'\\', 'x', kDigits[character >> 4U], kDigits[character & 0xFU]};
}

std::string escaped(char character) {
  const auto code = static_cast<unsigned char>(character);
  if (character == '$') return "$$";
  if (character == '"' || character == '\\') return {'\\', character};
  if (code < 0x20 || code == 0x7F) return hexadecimal_escape(code);
  return {character};
}

}  // namespace

FixStep to_remove(std::string flag, std::string compose) {
  return {FixStep::Action::remove, std::move(flag), std::move(compose)};
}

FixStep to_add(std::string flag, std::string compose) {
  return {FixStep::Action::add, std::move(flag), std::move(compose)};
}

void add_once(std::vector<FixStep>& changes, FixStep change) {
  if (std::ranges::find(changes, change.flag, &FixStep::flag) == changes.end()) changes.push_back(std::move(change));
}

std::string compose_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char character : text) quoted += escaped(character);
  return quoted + '"';
}

std::string compose_list(std::string_view key, std::string_view element) {
  return std::string(key) + ": [" + compose_text(element) + "]";
}

std::string size_text(std::int64_t bytes) {
  constexpr std::string_view kUnits = "bkmg";
  std::size_t unit = 0;
  while (unit + 1 < kUnits.size() && bytes != 0 && bytes % 1024 == 0) {
    bytes /= 1024;
    ++unit;
  }
  return std::to_string(bytes) + kUnits[unit];
}

}  // namespace plimsoll
