#pragma once

#include <string>
#include <string_view>

namespace plimsoll {

/// `text` as a label value: valid UTF-8 of at most 256 bytes. One value that Prometheus refuses would cost it the whole
/// page. What had to be changed ends in "~" and a hash of the original, so that two long names stay two.
[[nodiscard]] std::string label_value(std::string_view text);

}  // namespace plimsoll
