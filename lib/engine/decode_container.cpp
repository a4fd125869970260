#include <utility>

#include "lib/engine/container_fields.hpp"
#include "lib/engine/decode.hpp"
#include "lib/engine/errors.hpp"
#include "lib/engine/fields.hpp"
#include "lib/engine/health_probe.hpp"
#include "lib/engine/shown_text.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t kMaxNameBytes = 4096;

std::string shown(const Json& inspect, std::string_view path) {
  const Member member = find_member(inspect, path);
  const Json* const* json = std::get_if<const Json*>(&member);
  if (json == nullptr || !(*json)->is_string()) return "";
  return shown_text((*json)->get_ref<const std::string&>(), kMaxNameBytes);
}

void decode_names(const Json& inspect, ContainerFacts& facts) {
  facts.id = shown(inspect, "Id");
  facts.name = shown(inspect, "Name");
  if (facts.name.starts_with('/')) facts.name.erase(0, 1);
  facts.image = shown(inspect, "Config.Image");
  facts.image_id = shown(inspect, "Image");
}

void decode_state(const Fields& fields, ContainerFacts& facts) {
  facts.state = fields.read<std::string>("State.Status", text);
  facts.created_at = fields.read<std::int64_t>("Created", timestamp);
  facts.pid = fields.read<std::int64_t>("State.Pid", integer);
  facts.runtime = fields.read<std::string>("HostConfig.Runtime", text);
  facts.init = fields.read_optional<bool>("HostConfig.Init", boolean);
  facts.healthcheck = fields.read_optional<bool>("Config.Healthcheck", healthcheck);
  facts.health = fields.read_optional<std::string>("State.Health", health);
}

/// Two fields in one fact: without its driver the options say nothing.
Fact<bool> decode_log_size(const Fields& fields) {
  const auto driver = fields.read<std::string>("HostConfig.LogConfig.Type", text);
  if (!driver) return {driver.cause(), driver.source(), driver.path()};
  // "local" has a default limit, and all others keep nothing here or let another program keep it.
  const bool writes_unlimited_files = *driver == "json-file" || *driver == "k8s-file";
  if (!writes_unlimited_files) return {true, driver.source(), driver.path()};
  return fields.read_nullable<bool>("HostConfig.LogConfig.Config", limits_log_size);
}

void decode_log(const Fields& fields, ContainerFacts& facts) {
  facts.log_driver = fields.read<std::string>("HostConfig.LogConfig.Type", text);
  facts.log_size_limited = decode_log_size(fields);
}

using ExecSessions = std::vector<ExecSession>;

/// Of the sessions their ids only: each has to be asked for.
Fact<ExecSessions> decode_exec_sessions(const Fields& fields) {
  const auto ids = fields.read_nullable<Strings>("ExecIDs", usable_ids);
  if (!ids) return {ids.cause(), ids.source(), ids.path()};
  if (ids->size() > kMaxExecSessions) return {Cause::too_large, ids.source(), ids.path()};
  ExecSessions sessions;
  for (const std::string& id : *ids) sessions.push_back({.id = id});
  return {std::move(sessions), ids.source(), ids.path()};
}

void decode_user(const Fields& fields, ContainerFacts& facts) {
  facts.user = fields.read<std::string>("Config.User", text);
  facts.userns_mode = fields.read<std::string>("HostConfig.UsernsMode", text);
  facts.group_add = fields.read_nullable<Strings>("HostConfig.GroupAdd", texts);
}

// Docker writes a list that nobody set as null. MaskedPaths and ReadonlyPaths differ: there null means that the default
// was not filled in, which only the rule can weigh.
void decode_confinement(const Fields& fields, ContainerFacts& facts) {
  facts.privileged = fields.read<bool>("HostConfig.Privileged", boolean);
  facts.cap_add = fields.read_nullable<Strings>("HostConfig.CapAdd", capabilities);
  facts.cap_drop = fields.read_nullable<Strings>("HostConfig.CapDrop", capabilities);
  facts.security_options = fields.read_nullable<SecurityOptions>("HostConfig.SecurityOpt", security_options);
  facts.apparmor_profile = fields.read<std::string>("AppArmorProfile", text);
  facts.process_label = fields.read<std::string>("ProcessLabel", text);
  facts.masked_paths = fields.read<SharedTexts>("HostConfig.MaskedPaths", shared_paths);
  facts.readonly_paths = fields.read<SharedTexts>("HostConfig.ReadonlyPaths", shared_paths);
  facts.devices = fields.read_nullable<std::vector<Device>>("HostConfig.Devices", devices);
  facts.device_cgroup_rules = fields.read_nullable<Strings>("HostConfig.DeviceCgroupRules", texts);
  facts.device_requests =
      fields.read_nullable<std::vector<DeviceRequest>>("HostConfig.DeviceRequests", device_requests);
  facts.mounts = fields.read<std::vector<Mount>>("Mounts", mounts);
  facts.readonly_rootfs = fields.read<bool>("HostConfig.ReadonlyRootfs", boolean);
  facts.executable_tmpfs = fields.read_optional<Strings>("HostConfig.Tmpfs", executable_tmpfs);
  facts.sysctls = fields.read_optional<Strings>("HostConfig.Sysctls", keys);
  facts.secret_environment = fields.read_nullable<Strings>("Config.Env", secret_variables);
  facts.exec_sessions = decode_exec_sessions(fields);
}

using BlockIoLimits = std::vector<BlockIoLimit>;

void append(BlockIoLimits& all, const BlockIoLimits& some, BlockIoLimit::Kind kind) {
  for (BlockIoLimit limit : some) {
    limit.kind = kind;
    all.push_back(std::move(limit));
  }
}

/// Four lists in one fact. One that cannot be read makes it unknown.
Fact<BlockIoLimits> decode_block_io(const Fields& fields) {
  using Kind = BlockIoLimit::Kind;
  constexpr std::pair<std::string_view, Kind> kLists[] = {
      {"HostConfig.BlkioDeviceReadBps", Kind::read_bytes},
      {"HostConfig.BlkioDeviceWriteBps", Kind::write_bytes},
      {"HostConfig.BlkioDeviceReadIOps", Kind::read_operations},
      {"HostConfig.BlkioDeviceWriteIOps", Kind::write_operations},
  };
  BlockIoLimits all;
  for (const auto& [path, kind] : kLists) {
    const auto limits = fields.read_nullable<BlockIoLimits>(path, block_io_limits);
    if (!limits) return limits;
    append(all, *limits, kind);
  }
  return {std::move(all), Source::inspect, "HostConfig.BlkioDevice*"};
}

void decode_limits(const Fields& fields, ContainerFacts& facts) {
  facts.memory_bytes = fields.read<std::int64_t>("HostConfig.Memory", integer);
  facts.memory_swap_bytes = fields.read<std::int64_t>("HostConfig.MemorySwap", integer);
  facts.oom_kill_disable =
      fields.read_nullable<bool>("HostConfig.OomKillDisable", boolean, false);  // cgroup v2 has none
  facts.oom_score_adj = fields.read<std::int64_t>("HostConfig.OomScoreAdj", integer);
  facts.cpu_shares = fields.read<std::int64_t>("HostConfig.CpuShares", integer);
  facts.cpu_quota_us = fields.read<std::int64_t>("HostConfig.CpuQuota", integer);
  facts.nano_cpus = fields.read<std::int64_t>("HostConfig.NanoCpus", integer);
  facts.cpuset_cpus = fields.read<std::string>("HostConfig.CpusetCpus", text);
  facts.pids_limit = fields.read_nullable<std::int64_t>("HostConfig.PidsLimit", integer, 0);
  facts.block_io_limits = decode_block_io(fields);
  facts.ulimits = fields.read_nullable<std::vector<Ulimit>>("HostConfig.Ulimits", ulimits);
  facts.cgroup_parent = fields.read<std::string>("HostConfig.CgroupParent", text);
  facts.restart_policy = fields.read<RestartPolicy>("HostConfig.RestartPolicy", restart_policy);
}

/// `NetworkMode` stays as the engine writes it: "default" and "bridge" are the same network.
void decode_namespaces(const Fields& fields, ContainerFacts& facts) {
  facts.pid_mode = fields.read<std::string>("HostConfig.PidMode", text);
  facts.ipc_mode = fields.read<std::string>("HostConfig.IpcMode", text);
  facts.uts_mode = fields.read<std::string>("HostConfig.UTSMode", text);
  facts.network_mode = fields.read<std::string>("HostConfig.NetworkMode", text);
  facts.cgroupns_mode = fields.read<std::string>("HostConfig.CgroupnsMode", text);
  facts.networks = fields.read<Strings>("NetworkSettings.Networks", keys);
  facts.published_ports = fields.read<std::vector<PublishedPort>>("NetworkSettings.Ports", published_ports);
}

template <class T>
void not_reported(Fact<T>& fact) {
  fact = Fact<T>(Cause::not_reported, fact.source(), fact.path());
}

/// Podman answers these with null or "", or leaves them out, whatever is in force.
void hide_what_podman_does_not_report(ContainerFacts& facts) {
  not_reported(facts.masked_paths);
  not_reported(facts.readonly_paths);
  not_reported(facts.device_cgroup_rules);
  not_reported(facts.device_requests);
  not_reported(facts.init);
  not_reported(facts.sysctls);
  if (facts.log_size_limited && !*facts.log_size_limited) not_reported(facts.log_size_limited);
  if (facts.cgroupns_mode && facts.cgroupns_mode->empty()) not_reported(facts.cgroupns_mode);
}

ContainerFacts decode(const Fields& fields) {
  ContainerFacts facts;
  decode_state(fields, facts);
  decode_user(fields, facts);
  decode_confinement(fields, facts);
  decode_limits(fields, facts);
  decode_namespaces(fields, facts);
  decode_log(fields, facts);
  return facts;
}

}  // namespace

Result<ContainerFacts> decode_container(std::string_view body, EngineKind kind, std::string_view target) {
  const Result<Json> inspect = parse_object(body, target);
  if (!inspect) return inspect.error();
  ContainerFacts facts = decode(Fields(*inspect, Source::inspect));
  decode_names(*inspect, facts);
  facts.health_probe = health_probe(*inspect);
  if (kind == EngineKind::podman) hide_what_podman_does_not_report(facts);
  return facts;
}

ContainerFacts unread_container(Cause cause) { return decode(Fields(cause, Source::inspect)); }

}  // namespace plimsoll::engine
