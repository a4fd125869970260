#pragma once

#include <string_view>

namespace plimsoll {

/// The version of this build, as its package has it: "0.1.0", or "0.1.0+git20261128195700.210b9e6" between releases.
/// cmake/version.sh makes it.
[[nodiscard]] std::string_view version();

/// The commit that this build was made from: what follows the last dot of such a version. Empty for a release.
[[nodiscard]] std::string_view revision();

}  // namespace plimsoll
