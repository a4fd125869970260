#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/fact.hpp"

namespace plimsoll {

struct FileStatus {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t mode = 0;       ///< 07777 bits; an access ACL's grants are merged into those of others
  std::string writable_parent;  ///< one above it that others than root may write, so that they can replace it; or ""

  friend bool operator==(const FileStatus&, const FileStatus&) = default;
};

/// What a file is to the engine. Closed: sections 1.1 and 3 of the CIS benchmark name these.
enum class EngineFileRole : std::uint8_t {
  dockerd,
  containerd,
  containerd_shim,
  containerd_shim_runc_v1,
  containerd_shim_runc_v2,
  runc,
  containerd_directory,  ///< /run/containerd, or where the engine keeps its own
  data_root,
  config_directory,  ///< /etc/docker
  daemon_json,
  service_unit,  ///< docker.service and its drop-ins
  socket_unit,
  api_socket,
  containerd_socket,
  containerd_config,
  environment_file,      ///< /etc/default/docker and each EnvironmentFile= of the unit
  sysconfig_file,        ///< /etc/sysconfig/docker
  registry_certificate,  ///< each file under certs.d
  tls_ca_certificate,
  tls_certificate,
  tls_key,
};

[[nodiscard]] std::string_view to_string(EngineFileRole role);

/// One that is there. Of a role whose place or status could not be read there is one entry that says why.
struct EngineFile {
  EngineFileRole role = EngineFileRole::dockerd;
  std::string path;       ///< as the engine or its unit names it
  std::string real_path;  ///< after links
  Fact<FileStatus> status;

  friend bool operator==(const EngineFile&, const EngineFile&) = default;
};

/// One rule of the files that auditd loads, about a path.
struct AuditRule {
  bool never = false;
  std::string path;         ///< after links
  bool below = false;       ///< everything below the path too
  std::string permissions;  ///< letters of rwxa

  friend bool operator==(const AuditRule&, const AuditRule&) = default;
};

struct AuditRules {
  bool enabled = true;           ///< the last -e of the files is not 0
  std::vector<AuditRule> rules;  ///< in their order: the first that matches decides

  friend bool operator==(const AuditRules&, const AuditRules&) = default;
};

/// The group that may use the API socket: root on the host by way of it.
struct EngineGroup {
  std::string name;
  std::uint32_t gid = 0;
  std::vector<std::string> members;  ///< by name, primary members too; none if the socket does not let the group in

  friend bool operator==(const EngineGroup&, const EngineGroup&) = default;
};

/// A program that runs on the host outside every container.
struct HostProgram {
  std::string name;
  std::int64_t processes = 0;

  friend bool operator==(const HostProgram&, const HostProgram&) = default;
};

/// One process of a container, as the host's /proc shows it.
struct ContainerProcess {
  std::string program;    ///< file name of its executable; "" where only root may read it
  std::uint32_t uid = 0;  ///< effective, as the host counts

  friend bool operator==(const ContainerProcess&, const ContainerProcess&) = default;
};

/// The processes of one container.
struct ContainerProcesses {
  std::string container_id;
  Fact<std::vector<ContainerProcess>> processes;  ///< unknown as a whole if one of them is

  friend bool operator==(const ContainerProcesses&, const ContainerProcesses&) = default;
};

struct KernelSetting {
  std::string name;   ///< as sysctl spells it, e.g. kernel.core_pattern
  std::string value;  ///< "" where only root may read it: some kernels keep a few from everybody else

  friend bool operator==(const KernelSetting&, const KernelSetting&) = default;
};

struct HostFacts {
  std::string name;
  Fact<std::string> refused_policy;  ///< why the newest policy on disk is not in force; "" if it is

  Fact<std::vector<KernelSetting>> kernel_settings;  ///< those that this kernel has
  Fact<std::vector<EngineFile>> engine_files;
  Fact<AuditRules> audit_rules;
  Fact<EngineGroup> engine_group;
  Fact<std::string> data_root_mount_point;  ///< where the file system of the engine's data is mounted
  Fact<std::vector<HostProgram>> programs;
  /// Of every container that ran when /proc was last read, sorted by id. One that is not there was started since.
  Fact<std::vector<ContainerProcesses>> container_processes;
  Fact<std::vector<std::string>> other_engines;  ///< runtimes besides the audited engine: podman, crio, kubelet …

  friend bool operator==(const HostFacts&, const HostFacts&) = default;
};

}  // namespace plimsoll
