#include "lib/sinks/web/sockets.hpp"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/system_error.hpp>
#include <boost/url/parse.hpp>
#include <charconv>
#include <filesystem>
#include <optional>
#include <stdexcept>

namespace plimsoll::web {
namespace {

namespace asio = boost::asio;
using asio::generic::stream_protocol;
using asio::ip::tcp;
using boost::system::error_code;
using Unix = asio::local::stream_protocol;

constexpr mode_t kSocketMode = 0660;
constexpr const char* kGroup = "plimsoll";

[[noreturn]] void fail(const std::string& address, const std::string& cause) {
  throw std::runtime_error(address + ": " + cause);
}

void check(const error_code& error, const std::string& address) {
  if (error) fail(address, error.message());
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), port);
  if (text.empty() || error != std::errc() || end != text.end()) return std::nullopt;
  return port;
}

tcp::endpoint parse_endpoint(const std::string& address) {
  const auto authority = boost::urls::parse_authority(address);
  const auto port = authority ? parse_port(authority->port()) : std::nullopt;
  error_code error;
  const auto ip = asio::ip::make_address(authority ? std::string(authority->host_address()) : std::string(), error);
  if (!port || error || authority->has_userinfo()) {
    fail(address, "not an address to listen on; write 127.0.0.1:10149 or [::1]:10149");
  }
  return {ip, *port};
}

bool is_listened_on(const std::string& path) {
  asio::io_context io;
  Unix::socket probe(io);
  error_code error;
  probe.connect(Unix::endpoint(path), error);
  if (error && error != asio::error::connection_refused) fail(path, error.message());
  return !error;
}

void remove_stale(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::symlink_status(path, ignored);
  if (!std::filesystem::exists(status)) return;
  if (!std::filesystem::is_socket(status)) fail(path, "is there and no socket; remove it or name another path");
  if (is_listened_on(path)) fail(path, "another plimsolld listens there; stop it or name another path");
  std::filesystem::remove(path, ignored);
}

void give_to_group(const std::string& path) {
  const struct group* group = getgrnam(kGroup);  // NOLINT(concurrency-mt-unsafe): at start
  if (group && chown(path.c_str(), static_cast<uid_t>(-1), group->gr_gid) != 0 && errno != EPERM) {
    fail(path, error_code(errno, boost::system::system_category()).message());
  }
}

Unix::endpoint unix_endpoint(const std::string& path) try {
  return {path};
} catch (const boost::system::system_error&) {
  fail(path, "longer than the path of a Unix socket may be; name a shorter one");
}

bool is_listening_unix(int fd) {
  int domain = 0;
  int listening = 0;
  socklen_t size = sizeof(int);
  return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX &&
         getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

}  // namespace

Acceptor listen_on_tcp(asio::io_context& io, const std::string& address) {
  const tcp::endpoint endpoint = parse_endpoint(address);
  Acceptor acceptor(io, stream_protocol(endpoint.protocol().family(), IPPROTO_TCP));
  error_code error;
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  acceptor.bind(endpoint, error);
  check(error, address);
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  check(error, address);
  return acceptor;
}

std::uint16_t port_of(const Acceptor& acceptor) {
  tcp::endpoint endpoint;
  const auto local = acceptor.local_endpoint();
  endpoint.resize(local.size());
  std::memcpy(endpoint.data(), local.data(), local.size());
  return endpoint.port();
}

Acceptor listen_on_unix(asio::io_context& io, const std::string& path) {
  const Unix::endpoint endpoint = unix_endpoint(path);
  remove_stale(path);
  Acceptor acceptor(io, stream_protocol(AF_UNIX, 0));
  // The socket file gets the descriptor's mode: it is never wider than this, not even for a moment. The umask may have
  // made it narrower.
  error_code error;
  if (fchmod(acceptor.native_handle(), kSocketMode) == 0) acceptor.bind(endpoint, error);
  check(error, path);
  give_to_group(path);
  if (chmod(path.c_str(), kSocketMode) != 0) fail(path, "cannot set its mode");
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  check(error, path);
  return acceptor;
}

Acceptor adopt_unix(asio::io_context& io, int fd) {
  Acceptor acceptor(io);
  if (!is_listening_unix(fd)) {
    close(fd);
    fail("inherited descriptor " + std::to_string(fd), "not a Unix socket that listens; see the .socket unit");
  }
  acceptor.assign(stream_protocol(AF_UNIX, 0), fd);
  return acceptor;
}

}  // namespace plimsoll::web
