#include "lib/host/cgroups/container_cgroup.hpp"

#include <algorithm>
#include <vector>

#include "lib/core/vocabulary/host_paths.hpp"
#include "lib/host/processes/process_text.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::int64_t kDefaultShares = 1024;                   // of version 1
constexpr std::int64_t kDefaultWeight = 100;                    // of version 2
constexpr std::int64_t kNoMemoryLimit = std::int64_t{1} << 60;  // version 1 says "none" by a number of about 2^63
constexpr std::string_view kNamed = "name=";

/// One of /proc/PID/cgroup: "4:memory:/docker/ID", of version 2 "0::/docker/ID".
struct CgroupLine {
  std::string_view controllers;
  std::string_view path;
};

std::vector<CgroupLine> cgroup_lines(std::string_view text) {
  std::vector<CgroupLine> lines;
  for (const std::string_view line : lines_of(text)) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == line.npos ? line.npos : line.find(':', first + 1);
    if (second != line.npos) lines.push_back({line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return lines;
}

/// The part of a group's path that ends with the container's own; "" if the outermost container of it is another.
std::string_view path_of_container(std::string_view path, std::string_view id) {
  for (std::size_t end = 0; end != path.npos;) {
    const std::size_t begin = end + 1;
    end = path.find('/', begin);
    const std::string_view container = container_in(path.substr(begin, end == path.npos ? end : end - begin));
    if (!container.empty()) return container == id ? path.substr(0, end) : std::string_view();
  }
  return {};
}

/// Co-mounted controllers are one directory, and a link to it for each.
std::string_view directory_of_hierarchy(std::string_view controllers) {
  if (controllers.starts_with(kNamed)) return controllers.substr(kNamed.size());
  return controllers.substr(0, controllers.find(','));
}

std::optional<std::string> setting(const HostSource& source, const std::string& file) {
  const auto text = source.file(ProbeId::cgroup_setting, file);
  if (!text) return std::nullopt;
  return std::string(trimmed(*text));
}

std::optional<std::int64_t> limit_in(std::string_view text) {
  if (text == "max") return kNoLimit;
  const auto number = number_in<std::int64_t>(text);
  return number && *number < 0 ? kNoLimit : number;
}

std::optional<std::int64_t> limit(const HostSource& source, const std::string& file) {
  const auto text = setting(source, file);
  return text ? limit_in(*text) : std::nullopt;
}

std::optional<std::int64_t> memory_limit(const HostSource& source, const std::string& file) {
  const auto bytes = limit(source, file);
  return bytes && *bytes >= kNoMemoryLimit ? kNoLimit : bytes;
}

std::optional<bool> differs(const std::optional<std::int64_t>& value, std::int64_t usual) {
  return value ? std::optional(*value != usual) : std::nullopt;
}

std::optional<bool> differs(const std::optional<std::string>& value, const std::optional<std::string>& usual) {
  return value && usual ? std::optional(*value != *usual) : std::nullopt;
}

/// Version 2 limits swap by itself.
std::optional<std::int64_t> with_swap(const std::optional<std::int64_t>& memory,
                                      const std::optional<std::int64_t>& swap) {
  if (!memory || !swap) return std::nullopt;
  return *memory == kNoLimit || *swap == kNoLimit ? kNoLimit : *memory + *swap;
}

/// "50000 100000" or "max 100000".
void put_cpu_max(CgroupLimits& limits, const std::optional<std::string>& text) {
  if (!text) return;
  const std::vector<std::string_view> fields = words_of(*text);
  if (fields.size() != 2) return;
  limits.cpu_quota_us = limit_in(fields[0]);
  limits.cpu_period_us = limit_in(fields[1]);
}

}  // namespace

std::optional<ContainerCgroup> ContainerCgroup::find(std::string_view cgroup, std::string_view container_id) {
  ContainerCgroup found;
  for (const auto& [controllers, path] : cgroup_lines(cgroup)) {
    if (!controllers.empty()) found.has_version_1_ = true;
    const std::string_view own = path_of_container(path, container_id);
    const bool better = found.path_.empty() || (found.hierarchy_.empty() && !controllers.empty());
    if (own.empty() || !better) continue;
    found.hierarchy_ = controllers;
    found.path_ = own;
  }
  if (found.path_.empty()) return std::nullopt;
  found.first_cgroup_ = cgroup;
  found.id_ = container_id;
  return found;
}

bool ContainerCgroup::holds(std::string_view cgroup) const {
  return std::ranges::any_of(cgroup_lines(cgroup), [&](const CgroupLine& line) {
    return line.controllers == hierarchy_ && is_at_or_below(line.path, path_);
  });
}

std::string ContainerCgroup::processes(const HostSource& source) const {
  if (!hierarchy_.empty()) return std::string(directory_of_hierarchy(hierarchy_)) + path_;
  return version_2_root(source) + path_.substr(1);
}

/// "" where version 2 is mounted at /sys/fs/cgroup. systemd's hybrid layout mounts it in "unified", beside hierarchies
/// of version 1. Such hierarchies alone say nothing: net_cls may exist beside a version 2 that has all other
/// controllers.
std::string ContainerCgroup::version_2_root(const HostSource& source) const {
  constexpr const char* kUnified = "unified";
  const bool is_hybrid = has_version_1_ && source.names(ProbeId::cgroup_groups, kUnified);
  return is_hybrid ? std::string(kUnified) + "/" : std::string();
}

/// "" where the container has no group of that controller's.
std::string ContainerCgroup::group_of(std::string_view controller) const {
  for (const CgroupLine& line : cgroup_lines(first_cgroup_)) {
    if (std::ranges::count(split(line.controllers, ','), controller) == 0) continue;
    const std::string_view path = path_of_container(line.path, id_);
    return path.empty() ? std::string() : std::string(controller) + std::string(path);
  }
  return {};
}

CgroupLimits ContainerCgroup::limits(const HostSource& source) const {
  return hierarchy_.empty() ? limits_of_version_2(source) : limits_of_version_1(source);
}

CgroupLimits ContainerCgroup::limits_of_version_1(const HostSource& source) const {
  const std::string memory = group_of("memory");
  const std::string cpu = group_of("cpu");
  CgroupLimits limits;
  limits.memory_bytes = memory_limit(source, memory + "/memory.limit_in_bytes");
  limits.memory_swap_bytes = memory_limit(source, memory + "/memory.memsw.limit_in_bytes");
  limits.pids = limit(source, group_of("pids") + "/pids.max");
  limits.cpu_quota_us = limit(source, cpu + "/cpu.cfs_quota_us");
  limits.cpu_period_us = limit(source, cpu + "/cpu.cfs_period_us");
  limits.cpu_weighted = differs(limit(source, cpu + "/cpu.shares"), kDefaultShares);
  limits.cpu_restricted =
      differs(setting(source, group_of("cpuset") + "/cpuset.cpus"), setting(source, "cpuset/cpuset.cpus"));
  return limits;
}

CgroupLimits ContainerCgroup::limits_of_version_2(const HostSource& source) const {
  const std::string processors = "cpuset.cpus.effective";
  const std::string group = processes(source) + "/";
  CgroupLimits limits;
  limits.memory_bytes = limit(source, group + "memory.max");
  limits.memory_swap_bytes = with_swap(limits.memory_bytes, limit(source, group + "memory.swap.max"));
  limits.pids = limit(source, group + "pids.max");
  put_cpu_max(limits, setting(source, group + "cpu.max"));
  limits.cpu_weighted = differs(limit(source, group + "cpu.weight"), kDefaultWeight);
  limits.cpu_restricted =
      differs(setting(source, group + processors), setting(source, version_2_root(source) + processors));
  return limits;
}

}  // namespace plimsoll::host
