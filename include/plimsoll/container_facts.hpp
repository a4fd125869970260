#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/effective_facts.hpp"
#include "plimsoll/fact.hpp"
#include "plimsoll/shared.hpp"

namespace plimsoll {

/// One entry of inspect's effective `Mounts`.
struct Mount {
  std::string type;         ///< bind, volume, tmpfs, image, npipe, cluster
  std::string source;       ///< host path; for a volume the engine's own directory, see VolumeFacts
  std::string destination;  ///< path in the container
  std::string volume_name;  ///< empty unless `type` is volume
  std::string driver;       ///< volume driver, empty unless `type` is volume
  std::string propagation;  ///< private, rprivate, shared, rshared, slave, rslave or empty
  bool read_write = true;

  friend bool operator==(const Mount&, const Mount&) = default;
};

/// One entry of `HostConfig.Devices`.
struct Device {
  std::string path_on_host;
  std::string path_in_container;
  std::string cgroup_permissions;  ///< subset of "rwm"

  friend bool operator==(const Device&, const Device&) = default;
};

/// One entry of `HostConfig.DeviceRequests`: GPUs and CDI devices.
struct DeviceRequest {
  std::string driver;
  std::int64_t count = 0;  ///< -1: all
  std::vector<std::string> device_ids;

  friend bool operator==(const DeviceRequest&, const DeviceRequest&) = default;
};

/// `HostConfig.SecurityOpt`, parsed: last one of a kind wins, as in the engine.
struct SecurityOptions {
  enum class Seccomp : std::uint8_t { not_set, unconfined, custom };

  Seccomp seccomp = Seccomp::not_set;
  std::string seccomp_default_action;     ///< of a custom profile, e.g. SCMP_ACT_ERRNO; empty if it could not be read
  std::optional<std::string> apparmor;    ///< profile named, "unconfined" included
  std::optional<bool> no_new_privileges;  ///< nothing: the engine's default applies
  bool label_disable = false;             ///< SELinux switched off
  std::optional<std::string> label_type;  ///< label=type:…
  bool writable_cgroups = false;

  friend bool operator==(const SecurityOptions&, const SecurityOptions&) = default;
};

/// One `HostConfig.BlkioDevice…` limit.
struct BlockIoLimit {
  enum class Kind : std::uint8_t { read_bytes, write_bytes, read_operations, write_operations };

  std::string device;
  Kind kind = Kind::read_bytes;
  std::uint64_t rate = 0;  ///< bytes or operations a second

  friend bool operator==(const BlockIoLimit&, const BlockIoLimit&) = default;
};

/// One entry of `HostConfig.Ulimits`; the name without Podman's RLIMIT_ prefix, lower-case. -1: unlimited.
struct Ulimit {
  std::string name;
  std::int64_t soft = 0;
  std::int64_t hard = 0;

  friend bool operator==(const Ulimit&, const Ulimit&) = default;
};

struct RestartPolicy {
  std::string name;  ///< no, always, unless-stopped, on-failure; "" means no (Podman)
  std::int64_t maximum_retry_count = 0;

  friend bool operator==(const RestartPolicy&, const RestartPolicy&) = default;
};

/// One host address and port of `NetworkSettings.Ports`.
struct PublishedPort {
  std::string host_ip;  ///< empty: every address
  std::uint16_t host_port = 0;
  std::uint16_t container_port = 0;
  std::string protocol;  ///< tcp, udp, sctp

  friend bool operator==(const PublishedPort&, const PublishedPort&) = default;
};

/// What the engine runs in a container to see whether it is healthy: an exec session like any other.
struct HealthProbe {
  std::uint64_t command_hash = 0;             ///< of what `EngineEvent::command_hash` is of
  std::chrono::nanoseconds shortest_pause{};  ///< from the end of one to the start of the next, in any state
  friend bool operator==(const HealthProbe&, const HealthProbe&) = default;
};

/// One running `GET /exec/{id}/json` session of a container.
struct ExecSession {
  std::string id;
  std::string user;  ///< "": the container's own
  bool privileged = false;

  friend bool operator==(const ExecSession&, const ExecSession&) = default;
};

/// What the engine gives alike to most containers, and is held once.
using SharedStringList = Shared<std::vector<std::string>>;

/// A container as `GET /containers/{id}/json` tells it. Its facts are in the table container_facts.def.
struct ContainerFacts {
  std::string id;        ///< full, 64 hex digits
  std::string name;      ///< without the leading slash
  std::string image;     ///< what whoever started it called the image: never proof of anything
  std::string image_id;  ///< what the engine runs
  std::string identity;  ///< stable across recreation; see design: the name, or name~shortid where two claim it

#define FACT(name, type, path, decode) Fact<type> name{Cause::absent, Source::inspect, path};
#include "plimsoll/container_facts.def"
#undef FACT

  /// Nothing: it has none, or none that is known. Not judged and not recorded: who reads a hash may guess the command.
  std::optional<HealthProbe> health_probe;
  /// What the kernel says, as of some minutes: HostReader fills it. `unresolved` where no process is known.
  Fact<Shared<EffectiveState>> effective{Cause::unresolved, Source::host, "/proc/PID"};

  friend bool operator==(const ContainerFacts&, const ContainerFacts&) = default;
};

}  // namespace plimsoll
