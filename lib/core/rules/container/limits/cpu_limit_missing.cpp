#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.12"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/containers/resource_constraints/#cpu"};
constexpr std::string_view kReads[] = {"container.cpu_quota_us", "container.cpu_shares", "container.cpuset_cpus",
                                       "container.effective", "container.nano_cpus"};

/// What every container gets that asks for none.
constexpr std::int64_t kDefaultShares = 1024;
constexpr std::string_view kWanted = "a limit, or shares, quota or a set of CPUs";

bool has_shares(const Fact<std::int64_t>& shares) { return shares && *shares > 0 && *shares != kDefaultShares; }
bool is_limited(const Fact<std::int64_t>& limit) { return limit && *limit > 0; }
bool is_limited(const Fact<std::string>& cpus) { return cpus && !cpus->empty(); }

Verdict judge_declared(const ContainerFacts& container) {
  if (has_shares(container.cpu_shares) || is_limited(container.cpu_quota_us)) return pass();
  if (is_limited(container.nano_cpus) || is_limited(container.cpuset_cpus)) return pass();

  if (!container.cpu_shares) return unknown(container.cpu_shares);
  if (!container.cpu_quota_us) return unknown(container.cpu_quota_us);
  if (!container.cpuset_cpus) return unknown(container.cpuset_cpus);
  if (!container.nano_cpus) return unknown(container.nano_cpus);
  return violation(item("cpu", container.nano_cpus, std::string(kWanted)));
}

/// One that is set is enough; that none is has to be known of each.
std::optional<bool> is_limited_in_force(const ContainerFacts& container) {
  if (!container.effective) return std::nullopt;
  const CgroupLimits& limits = (*container.effective)->limits;
  if (limits.cpu_quota_us.value_or(kNoLimit) > 0) return true;
  if (limits.cpu_weighted.value_or(false) || limits.cpu_restricted.value_or(false)) return true;
  const bool all_known = limits.cpu_quota_us && limits.cpu_weighted && limits.cpu_restricted;
  return all_known ? std::optional(false) : std::nullopt;
}

Verdict judge(const ContainerFacts& container, const Context&) {
  const std::optional<bool> limited = is_limited_in_force(container);
  if (limited == true) return pass();
  Verdict declared = judge_declared(container);
  if (!limited || declared.kind == VerdictKind::violation) return declared;
  return violation(
      item_of("cpu", container.effective, "cgroup cpu", "no limit, shares or set of CPUs", std::string(kWanted)));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_add("--cpus=1", "cpus: 1")};
}

}  // namespace

PLIMSOLL_RULE(cpu_limit_missing){
    .id = "cpu-limit-missing",
    .title = "Container may use all processors of the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale = "A busy loop in it slows down every other container and the host's own services.",
    .remediation = "Set --cpus to what it may use at most, or --cpu-shares to weigh it against its neighbours.",
    .impact = "With a hard limit a burst takes longer, even while processors are idle; shares do not cost that.",
    .violation_example = "docker run nginx",
    .pass_example = "--cpus=1, or --cpu-shares=512",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
