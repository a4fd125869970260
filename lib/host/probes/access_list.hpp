#pragma once

#include <cstdint>
#include <string_view>

namespace plimsoll::host {

/// The mode with what a POSIX access list, as the kernel writes it, grants others than owner and owning group merged
/// into the bits of others; with such a list the mode's own group bits are its mask. A list that is not one, and "",
/// leave the mode as it is.
[[nodiscard]] std::uint32_t with_access_list(std::uint32_t mode, std::string_view list);

}  // namespace plimsoll::host
