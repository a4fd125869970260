#include <utility>

#include "lib/engine/container_fields.hpp"
#include "lib/engine/decode.hpp"
#include "lib/engine/errors.hpp"
#include "lib/engine/fields.hpp"
#include "lib/engine/shown_text.hpp"

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
  facts.masked_paths = fields.read<Strings>("HostConfig.MaskedPaths", paths);
  facts.readonly_paths = fields.read<Strings>("HostConfig.ReadonlyPaths", paths);
  facts.devices = fields.read_nullable<std::vector<Device>>("HostConfig.Devices", devices);
  facts.device_cgroup_rules = fields.read_nullable<Strings>("HostConfig.DeviceCgroupRules", texts);
  facts.device_requests =
      fields.read_nullable<std::vector<DeviceRequest>>("HostConfig.DeviceRequests", device_requests);
  facts.mounts = fields.read<std::vector<Mount>>("Mounts", mounts);
  facts.readonly_rootfs = fields.read<bool>("HostConfig.ReadonlyRootfs", boolean);
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

/// Podman answers these with null or "" whatever is in force.
void hide_what_podman_does_not_report(ContainerFacts& facts) {
  not_reported(facts.masked_paths);
  not_reported(facts.readonly_paths);
  not_reported(facts.device_cgroup_rules);
  not_reported(facts.device_requests);
  if (facts.cgroupns_mode && facts.cgroupns_mode->empty()) not_reported(facts.cgroupns_mode);
}

}  // namespace

Result<ContainerFacts> decode_container(std::string_view body, EngineKind kind, std::string_view target) {
  const Result<Json> inspect = parse_object(body, target);
  if (!inspect) return inspect.error();
  const Fields fields(*inspect, Source::inspect);
  ContainerFacts facts;
  decode_names(*inspect, facts);
  decode_user(fields, facts);
  decode_confinement(fields, facts);
  decode_limits(fields, facts);
  decode_namespaces(fields, facts);
  if (kind == EngineKind::podman) hide_what_podman_does_not_report(facts);
  return facts;
}

}  // namespace plimsoll::engine
