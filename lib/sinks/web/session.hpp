#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include "lib/sinks/web/site.hpp"
#include "lib/sinks/web/web_server.hpp"

namespace plimsoll::web {

using Socket = boost::asio::generic::stream_protocol::socket;

/// Answers one client until it goes, errs or takes too long. It is asked for no more than `limits` and holds one piece
/// of an answer at a time: who does not read makes nothing pile up. Borrows `site` and `limits`.
[[nodiscard]] boost::asio::awaitable<void> serve(Socket socket, const Site& site, const WebLimits& limits);

}  // namespace plimsoll::web
