#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::web {

/// Whether a Host header may be answered on an address that any web page's script can be led to (DNS rebinding): its
/// host is an IP literal, localhost or one of `allowed`. Case is no difference, the port none either.
[[nodiscard]] bool is_own_host(std::string_view header, const std::vector<std::string>& allowed);

}  // namespace plimsoll::web
