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
  visit("identity_disputed", "identity", container.identity_disputed);

  visit("user", "Config.User", container.user);
  visit("userns_mode", "HostConfig.UsernsMode", container.userns_mode);
  visit("group_add", "HostConfig.GroupAdd", container.group_add);

  visit("privileged", "HostConfig.Privileged", container.privileged);
  visit("cap_add", "HostConfig.CapAdd", container.cap_add);
  visit("cap_drop", "HostConfig.CapDrop", container.cap_drop);
  visit("security_options", "HostConfig.SecurityOpt", container.security_options);
  visit("apparmor_profile", "AppArmorProfile", container.apparmor_profile);
  visit("process_label", "ProcessLabel", container.process_label);
  visit("masked_paths", "HostConfig.MaskedPaths", container.masked_paths);
  visit("readonly_paths", "HostConfig.ReadonlyPaths", container.readonly_paths);
  visit("devices", "HostConfig.Devices", container.devices);
  visit("device_cgroup_rules", "HostConfig.DeviceCgroupRules", container.device_cgroup_rules);
  visit("device_requests", "HostConfig.DeviceRequests", container.device_requests);

  visit("mounts", "Mounts", container.mounts);
  visit("readonly_rootfs", "HostConfig.ReadonlyRootfs", container.readonly_rootfs);

  visit("memory_bytes", "HostConfig.Memory", container.memory_bytes);
  visit("memory_swap_bytes", "HostConfig.MemorySwap", container.memory_swap_bytes);
  visit("oom_kill_disable", "HostConfig.OomKillDisable", container.oom_kill_disable);
  visit("oom_score_adj", "HostConfig.OomScoreAdj", container.oom_score_adj);
  visit("cpu_shares", "HostConfig.CpuShares", container.cpu_shares);
  visit("cpu_quota_us", "HostConfig.CpuQuota", container.cpu_quota_us);
  visit("nano_cpus", "HostConfig.NanoCpus", container.nano_cpus);
  visit("cpuset_cpus", "HostConfig.CpusetCpus", container.cpuset_cpus);
  visit("pids_limit", "HostConfig.PidsLimit", container.pids_limit);
  visit("block_io_limits", "HostConfig.BlkioDevice*", container.block_io_limits);
  visit("ulimits", "HostConfig.Ulimits", container.ulimits);
  visit("cgroup_parent", "HostConfig.CgroupParent", container.cgroup_parent);
  visit("restart_policy", "HostConfig.RestartPolicy", container.restart_policy);

  visit("pid_mode", "HostConfig.PidMode", container.pid_mode);
  visit("ipc_mode", "HostConfig.IpcMode", container.ipc_mode);
  visit("uts_mode", "HostConfig.UTSMode", container.uts_mode);
  visit("network_mode", "HostConfig.NetworkMode", container.network_mode);
  visit("cgroupns_mode", "HostConfig.CgroupnsMode", container.cgroupns_mode);
  visit("networks", "NetworkSettings.Networks", container.networks);
  visit("published_ports", "NetworkSettings.Ports", container.published_ports);
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

void each_field(Any<ImageFacts> auto& image, auto& visit) {
  visit("id", image.id);
  visit("repo_digests", "RepoDigests", image.repo_digests);
  visit("repo_tags", "RepoTags", image.repo_tags);
}

void each_field(Any<EngineFacts> auto& engine, auto& visit) {
  visit("kind", engine.kind);
  visit("version", engine.version);
  visit("api_version", engine.api_version);
  visit("socket_path", engine.socket_path);
  visit("security", "SecurityOptions", engine.security);
  visit("memory_total_bytes", "MemTotal", engine.memory_total_bytes);
  visit("cpu_count", "NCPU", engine.cpu_count);
  visit("cgroup_version", "CgroupVersion", engine.cgroup_version);
  visit("root_directory", "DockerRootDir", engine.root_directory);
  visit("kernel_version", "KernelVersion", engine.kernel_version);
}

void each_field(Any<HostFacts> auto& host, auto& visit) {
  visit("name", host.name);
  visit("refused_policy", "policy", host.refused_policy);
}

void each_field(Any<Snapshot> auto& snapshot, auto& visit) {
  visit("captured_at", snapshot.captured_at);
  visit("host", snapshot.host);
  visit("engine", snapshot.engine);
  visit("gaps", snapshot.gaps);
  visit("unread", snapshot.unread);
  visit("volumes", snapshot.volumes);
  visit("images", snapshot.images);
  visit("containers", snapshot.containers);
}

/// What a map of the snapshot is keyed by; the file holds lists.
inline const std::string& key_of(const VolumeFacts& volume) { return volume.name; }
inline const std::string& key_of(const ImageFacts& image) { return image.id; }

}  // namespace plimsoll::snapshot_file
