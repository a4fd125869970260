#include "lib/host/probes/access_list.hpp"

#include <linux/posix_acl_xattr.h>

#include <cstring>

namespace plimsoll::host {
namespace {

// Tags of entries, <linux/posix_acl.h> of the kernel itself.
constexpr std::uint16_t kUser = 0x02;
constexpr std::uint16_t kGroupOwner = 0x04;
constexpr std::uint16_t kGroup = 0x08;
constexpr std::uint16_t kMask = 0x10;

struct Grants {
  std::uint32_t mask = 07;
  std::uint32_t owning_group = 0;
  std::uint32_t named = 0;
  bool extended = false;  ///< it says more than the mode's nine bits
};

// Little-endian on disk and in the attribute; so is every machine that containers are common on.
template <class T>
T at(std::string_view list, std::size_t offset) {
  T value{};
  std::memcpy(&value, list.data() + offset, sizeof value);
  return value;
}

void add(const posix_acl_xattr_entry& entry, Grants& grants) {
  const std::uint32_t permissions = entry.e_perm & 07U;
  if (entry.e_tag == kMask) grants.mask = permissions;
  if (entry.e_tag == kGroupOwner) grants.owning_group = permissions;
  if ((entry.e_tag == kUser && entry.e_id != 0) || entry.e_tag == kGroup) grants.named |= permissions;
  grants.extended = grants.extended || entry.e_tag == kMask;
}

Grants grants_of(std::string_view list) {
  Grants grants;
  for (std::size_t at_byte = sizeof(posix_acl_xattr_header); at_byte + sizeof(posix_acl_xattr_entry) <= list.size();
       at_byte += sizeof(posix_acl_xattr_entry)) {
    add(at<posix_acl_xattr_entry>(list, at_byte), grants);
  }
  return grants;
}

}  // namespace

std::uint32_t with_access_list(std::uint32_t mode, std::string_view list) {
  if (list.size() < sizeof(posix_acl_xattr_header)) return mode;
  if (at<posix_acl_xattr_header>(list, 0).a_version != POSIX_ACL_XATTR_VERSION) return mode;
  const Grants grants = grants_of(list);
  if (!grants.extended) return mode;
  return (mode & ~070U) | (grants.owning_group & grants.mask) << 3 | (grants.named & grants.mask);
}

}  // namespace plimsoll::host
