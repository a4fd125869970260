#pragma once

#include <string_view>

#include "lib/host/probes/open_below.hpp"

namespace plimsoll::host {

/// Does what openat2 does with RESOLVE_NO_MAGICLINKS and, by `reach`, RESOLVE_IN_ROOT or RESOLVE_BENEATH,
/// RESOLVE_NO_SYMLINKS and RESOLVE_NO_XDEV. Each component is opened by itself with O_NOFOLLOW, and ".." returns to the
/// directory that was opened before, so a rename beside it cannot lead out. Parameters and result as in `open_below`.
[[nodiscard]] Answer<Descriptor> open_by_components(int directory, std::string_view path, int flags, Reach reach);

}  // namespace plimsoll::host
