#pragma once

/// Listening sockets, TCP and Unix alike. Everything here throws std::runtime_error naming the address and the
/// cause.

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <string>

namespace plimsoll::web {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

/// "127.0.0.1:10149", "[::1]:0".
[[nodiscard]] Acceptor listen_on_tcp(boost::asio::io_context& io, const std::string& address);
[[nodiscard]] std::uint16_t port_of(const Acceptor& acceptor);

/// Mode 0660, of group plimsoll if there is one and we may. What a dead daemon left at `path` is replaced; a socket
/// that somebody listens on is an error, as is any other kind of file.
[[nodiscard]] Acceptor listen_on_unix(boost::asio::io_context& io, const std::string& path);

/// Takes a listening Unix socket over, as socket activation passes it; closes it if it is anything else.
[[nodiscard]] Acceptor adopt_unix(boost::asio::io_context& io, int fd);

}  // namespace plimsoll::web
