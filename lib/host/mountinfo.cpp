#include "lib/host/mountinfo.hpp"

#include <algorithm>
#include <optional>

#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kDevice = 2;
constexpr std::size_t kRoot = 3;
constexpr std::size_t kMountPoint = 4;
constexpr std::string_view kEndOfOptionalFields = "-";

/// The kernel writes blanks and backslashes as three octal digits.
std::string unescaped(std::string_view field) {
  std::string text;
  while (!field.empty()) {
    const auto code = field[0] == '\\' && field.size() >= 4 ? number_in<unsigned char>(field.substr(1, 3), 8)
                                                            : std::optional<unsigned char>();
    text += code ? static_cast<char>(*code) : field[0];
    field.remove_prefix(code ? 4 : 1);
  }
  return text;
}

/// The type follows the end of the optional fields.
std::string_view type_in(const std::vector<std::string_view>& fields) {
  const auto end = std::ranges::find(fields, kEndOfOptionalFields);
  return end == fields.end() || end + 1 == fields.end() ? std::string_view() : *(end + 1);
}

}  // namespace

std::vector<MountEntry> parse_mountinfo(std::string_view text) {
  std::vector<MountEntry> entries;
  for (const std::string_view line : lines_of(text)) {
    const std::vector<std::string_view> fields = words_of(line);
    if (fields.size() <= kMountPoint) continue;
    entries.push_back({.device = fields[kDevice],
                       .root = unescaped(fields[kRoot]),
                       .point = unescaped(fields[kMountPoint]),
                       .type = type_in(fields)});
  }
  return entries;
}

}  // namespace plimsoll::host
