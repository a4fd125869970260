#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/update/",
                                            "https://docs.kernel.org/admin-guide/cgroup-v2.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_running};
constexpr std::string_view kReads[] = {"container.cpu_quota_us", "container.effective",  "container.memory_bytes",
                                       "container.nano_cpus",    "container.pids_limit", "container.pid"};

/// One that nobody asked for is no news: systemd sets some by itself.
void add(ItemList& items, const char* key, const Fact<std::int64_t>& declared, const LimitInForce& limit) {
  if (declared && *declared > 0 && limit.differs) items.add(limit_item(key, limit, show(*declared)));
}

Verdict judge(const ContainerFacts& container, const Context&) {
  if (container.pid && *container.pid == 0) return not_applicable(NotApplicable::not_running);
  if (!container.effective) return unknown(container.effective);
  const bool by_quota = container.cpu_quota_us && *container.cpu_quota_us > 0;
  ItemList items;
  add(items, "memory", container.memory_bytes, memory_in_force(container));
  add(items, "pids", container.pids_limit, pids_in_force(container));
  add(items, "cpu", by_quota ? container.cpu_quota_us : container.nano_cpus, cpu_in_force(container));
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(limit_changed){
    .id = "limit-changed",
    .title = "A limit in force is not the one that the engine was asked for",
    .severity = Severity::low,
    .rationale =
        "Somebody wrote to the container's control group behind the engine's back: nobody who looks at the container "
        "sees it, and a restart undoes it.",
    .remediation = "Set the limit that is meant by docker update, which the engine remembers.",
    .impact = "None, if the limit that is in force is the one that is set.",
    .violation_example = "echo max > memory.max in the control group of a container with --memory=512m",
    .pass_example = "docker update --memory=1g web",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
