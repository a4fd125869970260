#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.11"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/containers/resource_constraints/"};
constexpr std::string_view kReads[] = {"container.effective", "container.memory_bytes", "engine.memory_total_bytes"};

constexpr Setting kMaxPercent{.name = "max_percent",
                              .default_integer = 100,
                              .minimum = 1,
                              .maximum = 100,
                              .about = "Largest limit that counts as one, in percent of the host's memory."};
constexpr Setting kSettings[] = {kMaxPercent};

/// Divided first: a product could overflow.
std::int64_t share(std::int64_t total, std::int64_t percent) {
  return total / 100 * percent + total % 100 * percent / 100;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const LimitInForce limit = memory_in_force(container);
  if (!limit.value) return unknown(limit.value);
  if (*limit.value <= 0) return violation(limit_item("memory", limit, "a limit"));

  const auto& total = context.engine.memory_total_bytes;
  if (!total) return unknown(total);
  if (*total <= 0) return unknown(Cause::not_reported, total.source(), total.path());
  const std::int64_t largest = share(*total, context.settings.integer(kMaxPercent));
  if (*limit.value <= largest) return pass();
  return violation(limit_item("memory", limit, "at most " + show(largest)));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  std::vector<FixStep> changes;
  if (container.memory_bytes && *container.memory_bytes > 0) {
    const std::string size = size_text(*container.memory_bytes);
    changes.push_back(to_remove("--memory=" + size, "mem_limit: " + size));
  }
  changes.push_back(to_add("--memory=512m", "mem_limit: 512m"));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(memory_limit_missing){
    .id = "memory-limit-missing",
    .title = "Container may use all memory of the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "A leak or an attack in it exhausts the host, and the kernel then kills processes of other containers "
        "or of the host itself.",
    .remediation = "Set --memory to what the program needs at its peak, with some room.",
    .impact = "Above the limit the kernel kills the program: measure its peak first.",
    .violation_example = "docker run nginx",
    .pass_example = "--memory=512m",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
