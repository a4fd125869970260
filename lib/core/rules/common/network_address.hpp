#pragma once

#include <string>
#include <string_view>

namespace plimsoll {

/// The host of "HOST:PORT" or "[HOST]:PORT"; "" of ":PORT".
[[nodiscard]] std::string_view host_of(std::string_view address);

/// An address of 127.0.0.0/8, ::1, or the name localhost. Other names may resolve to anything.
[[nodiscard]] bool is_loopback(std::string_view host);

/// Every address of one family or of both: "" is what Go's servers take for both.
[[nodiscard]] bool is_every_address(std::string_view host);

/// "HOST:PORT", with brackets around an IPv6 address.
[[nodiscard]] std::string with_port(std::string_view host, unsigned port);

}  // namespace plimsoll
