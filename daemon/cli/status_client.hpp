#pragma once

/// Asks the daemon over its Unix socket.

#include <string>
#include <utility>
#include <vector>

#include "plimsoll/result.hpp"

namespace plimsoll::cli {

/// Names and values, not escaped.
using Query = std::vector<std::pair<std::string, std::string>>;

/// The body of `GET path?query`. Blocks, at most a minute, and at most five seconds while nothing arrives. Every
/// failure names the socket and the way out: no_socket, refused (a socket file without a listener), permission_denied,
/// timeout (it hangs), wrong_shape (it does not speak HTTP), http_status.
[[nodiscard]] Result<std::string> get(const std::string& socket, const std::string& path, const Query& query);

}  // namespace plimsoll::cli
