#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.29"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/",
                                            "https://docs.kernel.org/admin-guide/cgroup-v2.html"};
constexpr std::string_view kReads[] = {"container.effective", "container.pids_limit"};

/// Half of what a kernel of a small host hands out in all (kernel.pid_max is 32768 there).
constexpr Setting kCeiling{.name = "ceiling",
                           .default_integer = 16384,
                           .minimum = 1,
                           .maximum = 4194304,
                           .about = "Largest number of processes and threads that counts as a limit."};
constexpr Setting kSettings[] = {kCeiling};

Verdict judge(const ContainerFacts& container, const Context& context) {
  const LimitInForce limit = pids_in_force(container);
  if (!limit.value) return unknown(limit.value);
  const std::int64_t ceiling = context.settings.integer(kCeiling);
  if (*limit.value > 0 && *limit.value <= ceiling) return pass();
  return violation(limit_item("pids", limit, "1 to " + show(ceiling)));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  std::vector<FixStep> changes;
  if (container.pids_limit && *container.pids_limit > 0) {
    const std::string limit = show(*container.pids_limit);
    changes.push_back(to_remove("--pids-limit=" + limit, "pids_limit: " + limit));
  }
  changes.push_back(to_add("--pids-limit=200", "pids_limit: 200"));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(pids_limit_missing){
    .id = "pids-limit-missing",
    .title = "Container may start any number of processes",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "A fork bomb in it takes every process id of the host, and then nobody can start anything, not even "
        "a shell to stop it.",
    .remediation = "Set --pids-limit above what the program needs at its peak, threads included.",
    .impact =
        "At the limit new threads and processes fail: programs with many threads (Java, databases) need a larger "
        "one.",
    .violation_example = "docker run nginx, or --pids-limit=-1",
    .pass_example = "--pids-limit=200",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
