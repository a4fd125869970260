#pragma once

/// What a snapshot file holds: the one list of fields, for its writer and its reader. A new fact is one line here: its
/// name in the file, and its path, which is a literal because a fact borrows it.

#include <concepts>
#include <type_traits>

#include "plimsoll/snapshot.hpp"

namespace plimsoll::snapshot_file {

/// `T` or `const T`: the same list serves writing and reading.
template <class T, class Of>
concept Any = std::same_as<std::remove_const_t<T>, Of>;

void each_field(Any<Mount> auto& mount, auto& visit) {
  visit("type", mount.type);
  visit("source", mount.source);
  visit("destination", mount.destination);
  visit("volume_name", mount.volume_name);
  visit("driver", mount.driver);
  visit("propagation", mount.propagation);
  visit("read_write", mount.read_write);
}

void each_field(Any<Device> auto& device, auto& visit) {
  visit("path_on_host", device.path_on_host);
  visit("path_in_container", device.path_in_container);
  visit("cgroup_permissions", device.cgroup_permissions);
}

void each_field(Any<DeviceRequest> auto& request, auto& visit) {
  visit("driver", request.driver);
  visit("count", request.count);
  visit("device_ids", request.device_ids);
}

void each_field(Any<SecurityOptions> auto& options, auto& visit) {
  visit("seccomp", options.seccomp);
  visit("seccomp_default_action", options.seccomp_default_action);
  visit("apparmor", options.apparmor);
  visit("no_new_privileges", options.no_new_privileges);
  visit("label_disable", options.label_disable);
  visit("label_type", options.label_type);
  visit("writable_cgroups", options.writable_cgroups);
}

void each_field(Any<BlockIoLimit> auto& limit, auto& visit) {
  visit("device", limit.device);
  visit("kind", limit.kind);
  visit("rate", limit.rate);
}

void each_field(Any<Ulimit> auto& ulimit, auto& visit) {
  visit("name", ulimit.name);
  visit("soft", ulimit.soft);
  visit("hard", ulimit.hard);
}

void each_field(Any<RestartPolicy> auto& policy, auto& visit) {
  visit("name", policy.name);
  visit("maximum_retry_count", policy.maximum_retry_count);
}

void each_field(Any<PublishedPort> auto& port, auto& visit) {
  visit("host_ip", port.host_ip);
  visit("host_port", port.host_port);
  visit("container_port", port.container_port);
  visit("protocol", port.protocol);
}

void each_field(Any<EngineSecurity> auto& security, auto& visit) {
  visit("seccomp_profile", security.seccomp_profile);
  visit("apparmor", security.apparmor);
  visit("selinux", security.selinux);
  visit("user_namespace", security.user_namespace);
  visit("rootless", security.rootless);
  visit("no_new_privileges", security.no_new_privileges);
  visit("private_cgroup_namespace", security.private_cgroup_namespace);
}

void each_field(Any<ExecSession> auto& session, auto& visit) {
  visit("id", session.id);
  visit("user", session.user);
  visit("privileged", session.privileged);
}

void each_field(Any<ProcessCredentials> auto& process, auto& visit) {
  visit("entered", process.injected);
  visit("nested_user_namespace", process.nested_user_namespace);
  visit("uid", process.uid);
  visit("effective_uid", process.effective_uid);
  visit("saved_uid", process.saved_uid);
  visit("gid", process.gid);
  visit("effective_gid", process.effective_gid);
  visit("permitted", process.permitted);
  visit("effective", process.effective);
  visit("bounding", process.bounding);
  visit("ambient", process.ambient);
  visit("seccomp", process.seccomp);
  visit("no_new_privileges", process.no_new_privileges);
  visit("label", process.label);
}

void each_field(Any<CgroupLimits> auto& limits, auto& visit) {
  visit("memory_bytes", limits.memory_bytes);
  visit("memory_swap_bytes", limits.memory_swap_bytes);
  visit("pids", limits.pids);
  visit("cpu_quota_us", limits.cpu_quota_us);
  visit("cpu_period_us", limits.cpu_period_us);
  visit("cpu_weighted", limits.cpu_weighted);
  visit("cpu_restricted", limits.cpu_restricted);
}

/// Not `starting_up`: of a host that is recorded the moment counts.
void each_field(Any<EffectiveState> auto& state, auto& visit) {
  visit("processes", state.processes);
  visit("root_uid", state.root_uid);
  visit("limits", state.limits);
  visit("host_namespaces", state.host_namespaces);
}

void each_field(Any<ContainerProcess> auto& process, auto& visit) {
  visit("program", process.program);
  visit("uid", process.uid);
}

void each_field(Any<ImageStep> auto& step, auto& visit) {
  visit("position", step.position);
  visit("instruction", step.instruction);
  visit("fault", step.fault);
  visit("matched", step.matched);
}

void each_field(Any<ImageLayer> auto& layer, auto& visit) {
  visit("digest", layer.digest);
  visit("directory", layer.directory);
}

void each_field(Any<PrivilegedFile> auto& file, auto& visit) {
  visit("path", file.path);
  visit("setuid", file.setuid);
  visit("setgid", file.setgid);
  visit("capabilities", file.capabilities);
}

void each_field(Any<ImageScan> auto& scan, auto& visit) {
  visit("scanner", scan.scanner);
  visit("scanned_at", scan.scanned_at);
  visit("critical", scan.critical);
}

void each_field(Any<EngineComponent> auto& component, auto& visit) {
  visit("name", component.name);
  visit("version", component.version);
}

void each_field(Any<EnginePlugin> auto& plugin, auto& visit) {
  visit("name", plugin.name);
  visit("enabled", plugin.enabled);
  visit("capabilities", plugin.capabilities);
  visit("host_paths", plugin.host_paths);
  visit("all_devices", plugin.all_devices);
  visit("host_network", plugin.host_network);
}

void each_field(Any<SwarmNode> auto& node, auto& visit) {
  visit("state", node.state);
  visit("address", node.address);
  visit("manager", node.manager);
  visit("managers", node.managers);
  visit("nodes", node.nodes);
}

void each_field(Any<SwarmCluster> auto& cluster, auto& visit) {
  visit("autolock", cluster.autolock);
  visit("node_certificate_seconds", cluster.node_certificate_seconds);
  visit("root_certificate_from", cluster.root_certificate_from);
  visit("root_rotating", cluster.root_rotating);
}

void each_field(Any<Listener> auto& listener, auto& visit) {
  visit("address", listener.address);
  visit("port", listener.port);
}

void each_field(Any<DaemonSettings> auto& settings, auto& visit) {
#define SETTING(name, type, key, decode) visit(#name, "daemon.json: " key, settings.name);
#include "plimsoll/daemon_settings.def"
#undef SETTING
}

void each_field(Any<FileStatus> auto& status, auto& visit) {
  visit("uid", status.uid);
  visit("gid", status.gid);
  visit("mode", status.mode);
  visit("loose_directory", status.writable_parent);
}

void each_field(Any<EngineFile> auto& file, auto& visit) {
  visit("role", file.role);
  visit("path", file.path);
  visit("real_path", file.real_path);
  visit("status", "stat", file.status);
}

void each_field(Any<AuditRule> auto& rule, auto& visit) {
  visit("never", rule.never);
  visit("path", rule.path);
  visit("below", rule.below);
  visit("permissions", rule.permissions);
}

void each_field(Any<AuditRules> auto& rules, auto& visit) {
  visit("enabled", rules.enabled);
  visit("rules", rules.rules);
}

void each_field(Any<EngineGroup> auto& group, auto& visit) {
  visit("name", group.name);
  visit("gid", group.gid);
  visit("members", group.members);
}

void each_field(Any<HostProgram> auto& program, auto& visit) {
  visit("name", program.name);
  visit("processes", program.processes);
}

void each_field(Any<ContainerProcesses> auto& container, auto& visit) {
  visit("container_id", container.container_id);
  visit("processes", "/proc/PID", container.processes);
}

void each_field(Any<KernelSetting> auto& setting, auto& visit) {
  visit("name", setting.name);
  visit("value", setting.value);
}

void each_field(Any<Error> auto& error, auto& visit) {
  visit("reason", error.kind);
  visit("text", error.text);
  visit("way_out", error.way_out);
}

void each_field(Any<ContainerFacts> auto& container, auto& visit) {
  visit("id", container.id);
  visit("name", container.name);
  visit("image", container.image);
  visit("image_id", container.image_id);
  visit("identity", container.identity);
#define FACT(name, type, path, decode) visit(#name, path, container.name);
#include "plimsoll/container_facts.def"
#undef FACT
  visit("effective", "/proc/PID", container.effective);
}

void each_field(Any<UnreadContainer> auto& container, auto& visit) {
  visit("id", container.id);
  visit("name", container.name);
  visit("image", container.image);
  visit("identity", container.identity);
  visit("error", container.error);
}

void each_field(Any<VolumeFacts> auto& volume, auto& visit) {
  visit("name", volume.name);
  visit("driver", "Driver", volume.driver);
  visit("option_type", "Options.type", volume.option_type);
  visit("option_device", "Options.device", volume.option_device);
  visit("option_o", "Options.o", volume.option_o);
}

void each_field(Any<NetworkFacts> auto& network, auto& visit) {
  visit("id", network.id);
  visit("name", network.name);
#define FACT(name, type, path, decode) visit(#name, path, network.name);
#include "plimsoll/network_facts.def"
#undef FACT
}

void each_field(Any<ServiceFacts> auto& service, auto& visit) {
  visit("id", service.id);
  visit("name", service.name);
  visit("secret_environment", "Spec.TaskTemplate.ContainerSpec.Env", service.secret_environment);
  visit("secrets", "Spec.TaskTemplate.ContainerSpec.Secrets", service.secrets);
}

void each_field(Any<ImageFacts> auto& image, auto& visit) {
  visit("id", image.id);
#define FACT(name, type, path, decode) visit(#name, path, image.name);
#include "plimsoll/image_facts.def"
#undef FACT
}

void each_field(Any<EngineFacts> auto& engine, auto& visit) {
  visit("kind", engine.kind);
  visit("version", engine.version);
  visit("api_version", engine.api_version);
  visit("socket_path", engine.socket_path);
#define FACT(name, type, path, decode) visit(#name, path, engine.name);
#include "plimsoll/engine_facts.def"
#undef FACT
  each_field(engine.settings, visit);
  visit("listeners", "/proc/PID/net", engine.listeners);
  visit("started_after_boot", "/proc/PID/stat", engine.started_after_boot);
}

void each_field(Any<HostFacts> auto& host, auto& visit) {
  visit("name", host.name);
  visit("refused_policy", "policy", host.refused_policy);
  visit("kernel_settings", "/proc/sys", host.kernel_settings);
  visit("engine_files", "stat", host.engine_files);
  visit("audit_rules", "/etc/audit", host.audit_rules);
  visit("engine_group", "/etc/group", host.engine_group);
  visit("data_root_mount_point", "mountinfo", host.data_root_mount_point);
  visit("programs", "/proc", host.programs);
  visit("container_processes", "/proc", host.container_processes);
  visit("other_engines", "/proc", host.other_engines);
}

void each_field(Any<Snapshot> auto& snapshot, auto& visit) {
  visit("captured_at", snapshot.captured_at);
  visit("host", snapshot.host);
  visit("engine", snapshot.engine);
  visit("gaps", snapshot.unread_lists);
  visit.added("images_listed", snapshot.images_listed);
  visit.added("networks_listed", snapshot.networks_listed);
  visit.added("services_listed", snapshot.services_listed);
  visit("unread", snapshot.unread);
  visit("volumes", snapshot.volumes);
  visit("images", snapshot.images);
  visit.added("networks", snapshot.networks);
  visit.added("services", snapshot.services);
  visit("containers", snapshot.containers);
  visit.added("stopped", snapshot.stopped);
}

/// What a map of the snapshot is keyed by; the file holds lists.
inline const std::string& key_of(const VolumeFacts& volume) { return volume.name; }
inline const std::string& key_of(const ImageFacts& image) { return image.id; }
inline const std::string& key_of(const NetworkFacts& network) { return network.id; }
inline const std::string& key_of(const ServiceFacts& service) { return service.name; }

}  // namespace plimsoll::snapshot_file
