#include "lib/host/probes/mountinfo.hpp"

#include <algorithm>
#include <optional>

#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kDevice = 2;
constexpr std::size_t kRoot = 3;
constexpr std::size_t kMountPoint = 4;
constexpr std::size_t kMountOptions = 5;
constexpr std::size_t kOptionsAfterEnd = 3;  // "- type source options"
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

/// The field that stands `distance` after the end of the optional fields; "" if the line ends before.
std::string_view after_end(const std::vector<std::string_view>& fields, std::size_t distance) {
  const auto end = static_cast<std::size_t>(std::ranges::find(fields, kEndOfOptionalFields) - fields.begin());
  return end + distance < fields.size() ? fields[end + distance] : std::string_view();
}

}  // namespace

bool has_option(const MountEntry& mount, std::string_view option) {
  return std::ranges::count(split(mount.options, ','), option) != 0;
}

std::vector<MountEntry> parse_mountinfo(std::string_view text) {
  std::vector<MountEntry> entries;
  for (const std::string_view line : lines_of(text)) {
    const std::vector<std::string_view> fields = words_of(line);
    if (fields.size() <= kMountOptions) continue;
    entries.push_back(
        {.device = fields[kDevice],
         .root = unescaped(fields[kRoot]),
         .point = unescaped(fields[kMountPoint]),
         .type = after_end(fields, 1),
         .options = std::string(fields[kMountOptions]) + "," + std::string(after_end(fields, kOptionsAfterEnd))});
  }
  return entries;
}

}  // namespace plimsoll::host
