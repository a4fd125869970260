#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/fact.hpp"

namespace plimsoll {

enum class EngineKind : std::uint8_t { docker, podman };

/// `SecurityOptions` of `GET /info`, parsed.
struct EngineSecurity {
  std::optional<std::string> seccomp_profile;  ///< builtin, default, unconfined or a path; nothing: no seccomp
  bool apparmor = false;
  bool selinux = false;
  bool user_namespace = false;  ///< userns-remap
  bool rootless = false;
  bool no_new_privileges = false;
  bool private_cgroup_namespace = false;

  friend bool operator==(const EngineSecurity&, const EngineSecurity&) = default;
};

/// One of `GET /version`'s `Components`: Engine, containerd, runc …
struct EngineComponent {
  std::string name;
  std::string version;

  friend bool operator==(const EngineComponent&, const EngineComponent&) = default;
};

/// A managed plugin of `GET /plugins`: a container that no list of containers shows.
struct EnginePlugin {
  std::string name;
  bool enabled = false;
  std::vector<std::string> capabilities;
  std::vector<std::string> host_paths;  ///< sources of its mounts
  bool all_devices = false;
  bool host_network = false;

  friend bool operator==(const EnginePlugin&, const EnginePlugin&) = default;
};

/// `Swarm` of `GET /info`.
struct SwarmNode {
  std::string state;  ///< inactive, pending, active, error, locked
  std::string address;
  bool manager = false;
  std::int64_t managers = 0;
  std::int64_t nodes = 0;

  friend bool operator==(const SwarmNode&, const SwarmNode&) = default;
};

/// `Swarm.Cluster` of `GET /info`, which only a manager tells.
struct SwarmCluster {
  bool autolock = false;
  std::int64_t node_certificate_seconds = 0;  ///< how long a node's certificate is valid
  std::int64_t root_certificate_from = 0;     ///< seconds since 1970; 0: not told
  bool root_rotating = false;

  friend bool operator==(const SwarmCluster&, const SwarmCluster&) = default;
};

/// A TCP socket on which the engine's process listens.
struct Listener {
  std::string address;  ///< "0.0.0.0", "::", "192.0.2.1" …
  std::uint16_t port = 0;

  friend bool operator==(const Listener&, const Listener&) = default;
};

/// The settings of dockerd, merged from its command line and daemon.json. A setting that neither names has dockerd's
/// default. A fact's path says which of the three it was: "dockerd --ip6tables", "/etc/docker/daemon.json: ip6tables"
/// or "default of dockerd 20.10".
struct DaemonSettings {
#define SETTING(name, type, key, decode) Fact<type> name{Cause::absent, Source::host, "daemon.json: " key};
#include "plimsoll/daemon_settings.def"
#undef SETTING

  friend bool operator==(const DaemonSettings&, const DaemonSettings&) = default;
};

struct EngineFacts {
  EngineKind kind = EngineKind::docker;
  std::string version;
  std::string api_version;  ///< the one negotiated
  std::string socket_path;  ///< where we reached it

#define FACT(name, type, path, decode) Fact<type> name{Cause::absent, Source::inspect, path};
#include "plimsoll/engine_facts.def"
#undef FACT

  DaemonSettings settings;
  Fact<std::vector<Listener>> listeners{Cause::absent, Source::host, "/proc/PID/net"};
  /// When the engine's process started, in seconds after the host's boot: a clock that is set does not move it.
  Fact<std::int64_t> started_after_boot{Cause::absent, Source::host, "/proc/PID/stat"};

  friend bool operator==(const EngineFacts&, const EngineFacts&) = default;
};

[[nodiscard]] std::string_view to_string(EngineKind kind);

}  // namespace plimsoll
