#include "lib/core/rules/common/in_force.hpp"

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

namespace plimsoll {
namespace {

constexpr std::int64_t kLargestPage = 65'536;  // a limit of memory is rounded to whole pages
constexpr std::int64_t kNanoCpus = 1'000'000'000;
constexpr std::int64_t kNanoCpusTolerance = kNanoCpus / 1'000;  // a quota is in whole microseconds

bool is_same(std::int64_t declared, std::int64_t truth, std::int64_t tolerance) {
  if (declared <= 0 || truth <= 0) return declared <= 0 && truth <= 0;
  return std::max(declared, truth) - std::min(declared, truth) <= tolerance;
}

std::string show_limit(std::int64_t limit) { return limit > 0 ? show(limit) : std::string("no limit"); }

LimitInForce in_force(const Fact<std::int64_t>& declared, std::optional<std::int64_t> truth, std::string_view path,
                      std::int64_t tolerance = 0) {
  const bool agree = declared && truth && is_same(*declared, *truth, tolerance);
  if (!truth || agree) return {.value = declared, .seen = declared ? show(*declared) : std::string()};
  return {.value = {*truth, Source::host, path},
          .seen = show_limit(*truth) + with_declared(declared),
          .differs = declared.operator bool()};
}

std::optional<std::int64_t> limit_of(const ContainerFacts& container,
                                     std::optional<std::int64_t> CgroupLimits::* limit) {
  return container.effective ? (*container.effective)->limits.*limit : std::nullopt;
}

/// Of one that counts in microseconds a period.
std::int64_t nano_cpus(std::int64_t quota_us, std::int64_t period_us) {
  if (quota_us <= 0 || period_us <= 0) return 0;
  return static_cast<std::int64_t>(static_cast<double>(quota_us) / static_cast<double>(period_us) *
                                   static_cast<double>(kNanoCpus));
}

}  // namespace

std::vector<const ProcessCredentials*> own_processes(const ContainerFacts& container) {
  std::vector<const ProcessCredentials*> own;
  if (!container.effective) return own;
  for (const ProcessCredentials& process : (*container.effective)->processes) {
    if (!process.injected) own.push_back(&process);
  }
  return own;
}

LimitInForce memory_in_force(const ContainerFacts& container) {
  return in_force(container.memory_bytes, limit_of(container, &CgroupLimits::memory_bytes), "cgroup memory",
                  kLargestPage);
}

LimitInForce pids_in_force(const ContainerFacts& container) {
  return in_force(container.pids_limit, limit_of(container, &CgroupLimits::pids), "cgroup pids");
}

LimitInForce cpu_in_force(const ContainerFacts& container) {
  const auto quota = limit_of(container, &CgroupLimits::cpu_quota_us);
  const auto period = limit_of(container, &CgroupLimits::cpu_period_us);
  if (container.cpu_quota_us && *container.cpu_quota_us > 0)
    return in_force(container.cpu_quota_us, quota, "cgroup cpu");
  const auto truth = quota && period ? std::optional(nano_cpus(*quota, *period)) : std::nullopt;
  return in_force(container.nano_cpus, truth, "cgroup cpu", kNanoCpusTolerance);
}

Item limit_item(std::string key, const LimitInForce& limit, std::string wanted) {
  return item_of(std::move(key), limit.value, std::string(limit.value.path()), limit.seen, std::move(wanted));
}

}  // namespace plimsoll
