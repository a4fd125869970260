#include <algorithm>
#include <span>

#include "lib/core/rules/devices.hpp"

namespace plimsoll {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kDev = "/dev/";
constexpr std::string_view kSingle[] = {"mem", "kmem", "port", "root"};
constexpr std::string_view kTrees[] = {"block", "bsg", "disk", "mapper", "md"};
/// Followed by a number: loop0, nvme0n1p1, md127, dm-3.
constexpr std::string_view kNumbered[] = {"bcache",   "dm-", "drbd", "loop", "md",  "md_d", "mmcblk", "mtd",
                                          "mtdblock", "nbd", "nvme", "pmem", "rbd", "sg",   "ublkb",  "zd"};
/// Followed by letters, and by a number if it is a partition: sda, xvda1.
constexpr std::string_view kLettered[] = {"dasd", "sd", "vd", "xvd"};
constexpr std::size_t kMostLetters = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool is_in_tree(std::string_view name, std::string_view tree) {
  return name.starts_with(tree) && (name.size() == tree.size() || name[tree.size()] == '/');
}

bool is_numbered(std::string_view name, std::string_view prefix) {
  return name.size() > prefix.size() && name.starts_with(prefix) && is_digit(name[prefix.size()]);
}

bool is_lettered(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  const auto number = std::ranges::find_if_not(name, is_letter);
  const auto letters = static_cast<std::size_t>(number - name.begin());
  return letters >= 1 && letters <= kMostLetters && std::all_of(number, name.end(), is_digit);
}

bool any_of(Names names, std::string_view name, bool (*test)(std::string_view, std::string_view)) {
  return std::ranges::any_of(names, [&](std::string_view candidate) { return test(name, candidate); });
}

/// hda to hdz: a second letter makes it something else.
bool is_ide_disk(std::string_view name) { return is_lettered(name, "hd") && (name.size() == 3 || is_digit(name[3])); }

}  // namespace

bool is_storage_or_memory(std::string_view path) {
  if (path == "/dev") return true;
  if (!path.starts_with(kDev)) return false;
  const std::string_view name = path.substr(kDev.size());
  return std::ranges::find(kSingle, name) != std::end(kSingle) || any_of(kTrees, name, is_in_tree) ||
         any_of(kNumbered, name, is_numbered) || any_of(kLettered, name, is_lettered) || is_ide_disk(name);
}

}  // namespace plimsoll
