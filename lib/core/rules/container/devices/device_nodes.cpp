#include <algorithm>
#include <span>

#include "lib/core/rules/container/devices/devices.hpp"

namespace plimsoll {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kDev = "/dev/";
/// Memory and the root disk; and directories that hold such nodes.
constexpr std::string_view kSingle[] = {"mem", "kmem", "port", "root", "block", "bsg", "disk", "mapper", "md", "zvol"};
/// Directories without disks. Any other may be a volume group, a pool or a set of links to disks.
constexpr std::string_view kOtherTrees[] = {"accel", "bus",    "char", "cpu",         "dma_heap",
                                            "dri",   "dvb",    "fd",   "hugepages",   "infiniband",
                                            "input", "mqueue", "net",  "nvidia-caps", "nvidia-caps-imex-channels",
                                            "pts",   "serial", "shm",  "snd",         "usb",
                                            "v4l",   "vfio",   "xen"};
/// Followed by a number: loop0, nvme0n1p1, md127, dm-3.
constexpr std::string_view kNumbered[] = {"bcache",   "dm-", "drbd", "loop", "md",  "md_d", "mmcblk", "mtd",
                                          "mtdblock", "nbd", "nvme", "pmem", "rbd", "sg",   "ublkb",  "zd"};
/// Followed by letters, and by a number if it is a partition: sda, xvda1.
constexpr std::string_view kLettered[] = {"dasd", "sd", "vd", "xvd"};
constexpr std::size_t kMostLetters = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool is_in_unknown_tree(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return false;
  return std::ranges::find(kOtherTrees, name.substr(0, slash)) == std::end(kOtherTrees);
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
  return std::ranges::find(kSingle, name) != std::end(kSingle) || is_in_unknown_tree(name) ||
         any_of(kNumbered, name, is_numbered) || any_of(kLettered, name, is_lettered) || is_ide_disk(name);
}

}  // namespace plimsoll
