// The sockets that make root of whoever may connect. A read-only mount does not help: connecting writes nothing.

#include "lib/core/rules/common/engine_sockets.hpp"

#include <algorithm>

#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll {
namespace {

// A mount of /var holds none of these: /var/run in it is a link to /run, which the container resolves to its own. Of
// a socket that physically lies below /var the engine's own address tells.
constexpr std::string_view kSockets[] = {
    "/run/buildkit/buildkitd.sock",
    "/run/containerd/containerd.sock",
    "/run/cri-dockerd.sock",
    "/run/crio/crio.sock",
    "/run/docker.sock",
    "/run/docker/containerd/containerd.sock",
    "/run/docker/plugins",
    "/run/dockershim.sock",
    "/run/k3s/containerd/containerd.sock",
    "/run/podman/podman.sock",
};

// Wherever they lie: a rootless engine's, a second engine's, a link's target.
constexpr std::string_view kSocketNames[] = {"buildkitd.sock", "containerd.sock", "crio.sock", "docker.sock",
                                             "podman.sock"};

bool is_absolute(std::string_view path) { return path.starts_with('/'); }

bool has_socket_name(std::string_view path) {
  return std::ranges::count(kSocketNames, path.substr(path.rfind('/') + 1)) != 0;
}

bool is_above(std::string_view path, std::string_view place) { return relation(path, place) == Relation::above; }

}  // namespace

bool is_engine_socket(std::string_view path, const EngineFacts& engine) {
  if (has_socket_name(path)) return true;
  if (is_absolute(engine.socket_path) && path == canonical_path(engine.socket_path)) return true;
  return std::ranges::any_of(kSockets, [&](std::string_view socket) { return is_inside(relation(path, socket)); });
}

bool reaches_engine_socket(std::string_view path, const EngineFacts& engine) {
  if (is_engine_socket(path, engine)) return true;
  if (is_absolute(engine.socket_path) && is_above(path, canonical_path(engine.socket_path))) return true;
  return std::ranges::any_of(kSockets, [&](std::string_view socket) { return is_above(path, socket); });
}

}  // namespace plimsoll
