#pragma once

/// Why something outside did not work, as a value. Apart from result.hpp, which costs every file that reads it
/// 79,000 lines of Boost.

#include <cstdint>
#include <string>
#include <string_view>

namespace plimsoll {

/// Why something outside did not work. Closed: it is also the `reason` label of the metrics.
enum class ErrorKind : std::uint8_t {
  no_socket,          ///< nothing at the address
  permission_denied,  ///< it is there and we may not use it
  path_too_long,      ///< longer than a Unix socket address holds
  refused,            ///< a socket file that nobody listens on
  timeout,            ///< no answer within the deadline
  http_status,        ///< answered, with a status that is not 2xx
  truncated,          ///< the answer ended early
  too_large,          ///< the answer passed its cap
  bad_json,           ///< not JSON, or nested too deep
  wrong_shape,        ///< JSON, but not what this endpoint answers
  gone,               ///< listed, then not there any more
  unsupported,        ///< an address or API version that plimsoll does not speak
  bad_input,          ///< a file or option of the user's
  io,                 ///< any other failure of the operating system
};

inline constexpr int kErrorKindCount = static_cast<int>(ErrorKind::io) + 1;

[[nodiscard]] std::string_view to_string(ErrorKind kind);

/// A failure and the way out of it, both for a person. Text from outside is valid UTF-8 but not escaped: the code that
/// prints it to a terminal escapes it.
struct Error {
  ErrorKind kind{};
  std::string text;     ///< names the thing: "/var/run/docker.sock: no such socket"
  std::string way_out;  ///< what to do about it: "start the engine, or name another with --engine"

  friend bool operator==(const Error&, const Error&) = default;

  [[nodiscard]] std::string message() const { return way_out.empty() ? text : text + "; " + way_out; }
};

}  // namespace plimsoll
