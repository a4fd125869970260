#include "lib/core/doctor/host_areas.hpp"

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

/// The others say that the thing is not there, not configured or still being read.
bool is_trouble(Cause cause) {
  return cause == Cause::no_permission || cause == Cause::unreadable || cause == Cause::timed_out;
}

void read_processes(const Snapshot& snapshot, AreaReading& reading) {
  reading.add(snapshot.host.programs);
  reading.add(snapshot.host.container_processes);
  reading.add(snapshot.host.other_engines);
}

/// A kernel without such a module has no labels to read.
bool has_labels(const EngineFacts& engine) {
  return engine.security && (engine.security->apparmor || engine.security->selinux);
}

void read_credentials(const EffectiveState& state, const EngineFacts& engine, AreaReading& reading) {
  for (const ProcessCredentials& process : state.processes) {
    if (!process.label && has_labels(engine)) reading.add_missing("/proc/PID/attr/current");
  }
  if (!state.host_namespaces) reading.add_missing("/proc/PID/ns");
}

void read_container_states(const Snapshot& snapshot, AreaReading& reading) {
  for (const auto& container : snapshot.containers) {
    reading.add(container->effective);
    if (container->effective) read_credentials(**container->effective, snapshot.engine, reading);
  }
}

void read_settings(const Snapshot& snapshot, AreaReading& reading) {
  const DaemonSettings& settings = snapshot.engine.settings;
  reading.add(settings.iptables);
  reading.add(settings.log_level);
  reading.add(settings.hosts);
  reading.add(settings.changed_since_start);
}

void read_listeners(const Snapshot& snapshot, AreaReading& reading) { reading.add(snapshot.engine.listeners); }

void read_engine_files(const Snapshot& snapshot, AreaReading& reading) {
  reading.add(snapshot.host.engine_files);
  if (!snapshot.host.engine_files) return;
  for (const EngineFile& file : *snapshot.host.engine_files) reading.add(file.status, file.path);
}

void read_engine_group(const Snapshot& snapshot, AreaReading& reading) { reading.add(snapshot.host.engine_group); }

void read_data_root(const Snapshot& snapshot, AreaReading& reading) {
  reading.add(snapshot.host.data_root_mount_point);
}

void read_kernel_settings(const Snapshot& snapshot, AreaReading& reading) {
  reading.add(snapshot.host.kernel_settings);
}

void read_audit_rules(const Snapshot& snapshot, AreaReading& reading) { reading.add(snapshot.host.audit_rules); }

void read_layers(const Snapshot& snapshot, AreaReading& reading) {
  for (const auto& [id, image] : snapshot.images) reading.add(image.privileged_files, "layers of " + id);
}

void read_scans(const Snapshot& snapshot, AreaReading& reading) {
  for (const auto& [id, image] : snapshot.images) reading.add(image.scan);
}

constexpr HostArea kAreas[] = {
    {"host-processes", "programs of all processes", Place::processes, kSysPtrace, read_processes},
    {"host-containers", "credentials and namespaces of containers' processes", Place::processes, kSysPtrace,
     read_container_states},
    {"host-engine-settings", "the engine's command line and daemon.json", Place::processes, kDacReadSearch,
     read_settings},
    {"host-engine-listeners", "TCP sockets of the engine's process", Place::processes, kSysPtrace, read_listeners},
    {"host-engine-files", "owners and modes of the engine's files", Place::files, kDacReadSearch, read_engine_files},
    {"host-engine-group", "members of the group of the engine's socket", Place::files, -1, read_engine_group},
    {"host-data-root", "the mount of the engine's data", Place::processes, kSysPtrace, read_data_root},
    {"host-kernel-settings", "sysctl values", Place::kernel_files, -1, read_kernel_settings},
    {"host-audit-rules", "rules of auditd", Place::files, kDacReadSearch, read_audit_rules},
    {"host-image-layers", "files in image layers", Place::files, kDacReadSearch, read_layers},
    {"host-scan-reports", "scan reports (images.scan_reports)", Place::files, -1, read_scans},
};

}  // namespace

void AreaReading::add_value() {
  ++facts_;
  known_ = true;
}

void AreaReading::add_cause(Cause cause, std::string_view where) {
  ++facts_;
  if (!first_cause_) first_cause_ = cause;
  if (!is_trouble(cause)) return;
  if (!trouble_) trouble_ = Trouble{.cause = cause, .where = std::string(where)};
  ++trouble_->facts;
}

std::span<const HostArea> host_areas() { return kAreas; }

}  // namespace plimsoll::doctor
