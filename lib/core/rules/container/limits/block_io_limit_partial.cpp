#include <algorithm>
#include <map>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/",
                                            "https://docs.kernel.org/admin-guide/cgroup-v2.html"};

using Kind = BlockIoLimit::Kind;

constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_set};
constexpr std::string_view kReads[] = {"container.block_io_limits"};

bool limits_reads(const BlockIoLimit& limit) {
  return limit.kind == Kind::read_bytes || limit.kind == Kind::read_operations;
}

/// The limits of one device. A rate of 0 limits nothing.
struct Throttled {
  std::vector<BlockIoLimit> reads;
  std::vector<BlockIoLimit> writes;

  [[nodiscard]] bool is_partial() const { return reads.empty() != writes.empty(); }
};

std::map<std::string, Throttled> by_device(const std::vector<BlockIoLimit>& limits) {
  std::map<std::string, Throttled> devices;
  for (const BlockIoLimit& limit : limits) {
    if (limit.rate == 0) continue;
    Throttled& device = devices[limit.device];
    (limits_reads(limit) ? device.reads : device.writes).push_back(limit);
  }
  return devices;
}

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& limits = container.block_io_limits;
  if (!limits) return unknown(limits);
  const std::map<std::string, Throttled> devices = by_device(*limits);
  if (devices.empty()) return not_applicable(NotApplicable::not_set);
  std::vector<Item> items;
  for (const auto& [device, throttled] : devices) {
    if (!throttled.is_partial()) continue;
    const std::string seen = throttled.writes.empty() ? "reads are limited" : "writes are limited";
    items.push_back(item_of(device, limits, std::string(limits.path()), seen, "reads and writes are limited"));
  }
  return violation_if_any(std::move(items));
}

struct Spelling {
  std::string_view flag;
  std::string_view compose;
};

/// How the limit of the other direction is written.
Spelling opposite(Kind kind) {
  switch (kind) {
    case Kind::read_bytes:
      return {"--device-write-bps=", "device_write_bps"};
    case Kind::write_bytes:
      return {"--device-read-bps=", "device_read_bps"};
    case Kind::read_operations:
      return {"--device-write-iops=", "device_write_iops"};
    case Kind::write_operations:
      break;
  }
  return {"--device-read-iops=", "device_read_iops"};
}

FixStep add_opposite(const BlockIoLimit& limit) {
  const auto [flag, key] = opposite(limit.kind);
  const std::string rate = std::to_string(limit.rate);
  return to_add(
      std::string(flag) + limit.device + ":" + rate,
      "blkio_config: {" + std::string(key) + ": [{path: " + compose_text(limit.device) + ", rate: " + rate + "}]}");
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  if (!container.block_io_limits) return {};
  std::vector<FixStep> changes;
  for (const auto& [device, throttled] : by_device(*container.block_io_limits)) {
    if (!throttled.is_partial()) continue;
    for (const BlockIoLimit& limit : throttled.reads) changes.push_back(add_opposite(limit));
    for (const BlockIoLimit& limit : throttled.writes) changes.push_back(add_opposite(limit));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(block_io_limit_partial){
    .id = "block-io-limit-partial",
    .title = "A device is throttled in one direction only",
    .severity = Severity::low,
    .rationale = "Whoever limited it meant to protect the disk, yet the other direction alone can saturate it.",
    .remediation = "Limit reads and writes of the device alike.",
    .impact = "Work in the other direction, a backup for example, takes longer.",
    .violation_example = "--device-write-bps=/dev/sda:10mb alone",
    .pass_example = "--device-write-bps=/dev/sda:10mb --device-read-bps=/dev/sda:10mb",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
