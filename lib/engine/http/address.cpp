#include "lib/engine/http/address.hpp"

#include <sys/un.h>

#include <cstdlib>
#include <string_view>

#include "lib/engine/decode/truncate_utf8.hpp"
#include "lib/engine/http/errors.hpp"
#include "plimsoll/engine.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kDefaultSocket = "/var/run/docker.sock";
constexpr std::string_view kUnixScheme = "unix://";
constexpr std::size_t kMaxPathBytes = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::size_t kMaxShownBytes = 300;

Error not_a_local_socket(const std::string& address) {
  return {
      ErrorKind::unsupported,
      engine::shown_text(address, kMaxShownBytes) + ": plimsoll audits the host that it runs on, over a local socket",
      "name the engine's socket there: unix:///var/run/docker.sock"};
}

Error not_absolute(const std::string& address) {
  return {ErrorKind::unsupported, "\"" + engine::shown_text(address, kMaxShownBytes) + "\": not an absolute path",
          "write it as unix:///path/to/socket"};
}

bool has_scheme(const std::string& address) { return address.find("://") != std::string::npos; }

}  // namespace

Result<std::string> engine::checked_socket_path(std::string path) {
  // curl calls a longer one a host that it cannot resolve.
  if (path.size() > kMaxPathBytes) return socket_path_too_long(path);
  return path;
}

Result<std::string> parse_engine_address(const std::string& address) {
  const bool is_unix = address.starts_with(kUnixScheme);
  if (!is_unix && has_scheme(address)) return not_a_local_socket(address);
  std::string path = is_unix ? address.substr(kUnixScheme.size()) : address;
  if (!path.starts_with('/') || path.find('\0') != std::string::npos) return not_absolute(address);
  return engine::checked_socket_path(std::move(path));
}

Result<std::string> engine_socket_path(const std::string& configured) {
  if (!configured.empty()) return parse_engine_address(configured);
  const char* docker_host = std::getenv("DOCKER_HOST");
  return parse_engine_address(docker_host && *docker_host ? docker_host : std::string(kDefaultSocket));
}

}  // namespace plimsoll
