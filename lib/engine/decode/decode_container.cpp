#include <utility>

#include "lib/engine/decode/container_fields.hpp"
#include "lib/engine/decode/decode.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/decode/health_probe.hpp"
#include "lib/engine/decode/truncate_utf8.hpp"
#include "lib/engine/http/errors.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

using StringList = std::vector<std::string>;

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

/// Two fields in one fact: without its driver the options say nothing.
Fact<bool> decode_log_size(const Fields& fields) {
  const auto driver = fields.read<std::string>("HostConfig.LogConfig.Type", text);
  if (!driver) return {driver.cause(), driver.source(), driver.path()};
  // "local" has a default limit, and all others keep nothing here or let another program keep it.
  const bool writes_unlimited_files = *driver == "json-file" || *driver == "k8s-file";
  if (!writes_unlimited_files) return {true, driver.source(), driver.path()};
  return fields.read_nullable<bool>("HostConfig.LogConfig.Config", limits_log_size);
}

using ExecSessions = std::vector<ExecSession>;

/// Of the sessions their ids only: each has to be asked for.
Fact<ExecSessions> decode_exec_sessions(const Fields& fields) {
  const auto ids = fields.read_nullable<StringList>("ExecIDs", usable_ids);
  if (!ids) return {ids.cause(), ids.source(), ids.path()};
  if (ids->size() > kMaxExecSessions) return {Cause::too_large, ids.source(), ids.path()};
  ExecSessions sessions;
  for (const std::string& id : *ids) sessions.push_back({.id = id});
  return {std::move(sessions), ids.source(), ids.path()};
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

// Docker writes a list that nobody set as null. MaskedPaths and ReadonlyPaths differ: there null means that the default
// was not filled in, which only the rule can weigh. NetworkMode stays as the engine writes it: "default" and "bridge"
// are the same network.
ContainerFacts decode(const Fields& fields) {
  ContainerFacts facts;
#define FACT(name, type, path, decode) facts.name = FactReader<type>(fields, path).decode;
#include "plimsoll/container_facts.def"
#undef FACT
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
