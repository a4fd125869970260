#include "lib/core/host_areas.hpp"

#include <algorithm>
#include <utility>

namespace plimsoll {
namespace {

bool is_unreadable(Cause cause) { return cause == Cause::unreadable || is_lack_of_rights(cause); }

/// The other causes say that the thing is not there, not configured or still being read.
bool is_trouble(Cause cause) { return is_unreadable(cause) || cause == Cause::timed_out; }

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

void read_containers(const Snapshot& snapshot, AreaReading& reading) {
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

/// A file that could not be read is in the list too, with the reason.
void read_engine_files(const Snapshot& snapshot, AreaReading& reading) {
  const auto& files = snapshot.host.engine_files;
  if (!files) return reading.add(files);
  for (const EngineFile& file : *files) reading.add(file.status, file.path);
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

constexpr HostAreaRow kRows[] = {
    {HostArea::processes, "programs of all processes", AreaPlace::processes, kSysPtrace, read_processes},
    {HostArea::containers, "credentials and namespaces of containers' processes", AreaPlace::processes, kSysPtrace,
     read_containers},
    {HostArea::engine_settings, "the engine's command line and daemon.json", AreaPlace::processes, kDacReadSearch,
     read_settings},
    {HostArea::engine_listeners, "TCP sockets of the engine's process", AreaPlace::processes, kSysPtrace,
     read_listeners},
    {HostArea::engine_files, "owners and modes of the engine's files", AreaPlace::files, kDacReadSearch,
     read_engine_files},
    {HostArea::engine_group, "members of the group of the engine's socket", AreaPlace::files, -1, read_engine_group},
    {HostArea::data_root, "the mount of the engine's data", AreaPlace::processes, kSysPtrace, read_data_root},
    {HostArea::kernel_settings, "sysctl values", AreaPlace::kernel_files, -1, read_kernel_settings},
    {HostArea::audit_rules, "rules of auditd", AreaPlace::files, kDacReadSearch, read_audit_rules},
    {HostArea::image_layers, "files in image layers", AreaPlace::files, kDacReadSearch, read_layers},
    {HostArea::scan_reports, "scan reports (images.scan_reports)", AreaPlace::files, -1, read_scans},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    if (kRows[i].area != static_cast<HostArea>(i)) return false;
  }
  return std::size(kRows) == static_cast<std::size_t>(HostArea::scan_reports) + 1;
}
static_assert(is_in_order());

}  // namespace

std::optional<Trouble> AreaReading::trouble() const {
  if (kept_.empty()) return std::nullopt;
  Trouble first = kept_.front();
  first.facts = troubled_;
  return first;
}

std::optional<Trouble> AreaReading::unreadable() const {
  std::vector<Trouble> reasons;
  std::ranges::copy_if(kept_, std::back_inserter(reasons), is_unreadable, &Trouble::cause);
  if (known_ || reasons.empty()) return std::nullopt;
  return *std::ranges::max_element(reasons, {}, [&](const Trouble& reason) {
    return std::ranges::count_if(reasons, [&](const Trouble& other) {
      return other.cause == reason.cause && other.os_error == reason.os_error;
    });
  });
}

void AreaReading::add_value() {
  ++facts_;
  known_ = true;
}

void AreaReading::add_trouble(Trouble trouble) {
  ++facts_;
  if (!first_cause_) first_cause_ = trouble.cause;
  if (!is_trouble(trouble.cause)) return;
  ++troubled_;
  if (kept_.size() < kMaxKept) kept_.push_back(std::move(trouble));
}

std::span<const HostAreaRow> host_area_rows() { return kRows; }

}  // namespace plimsoll
