#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/capabilities/capability_set.hpp"
#include "lib/core/rules/container/devices/device_cgroup_rules.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.18"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/reference/cli/docker/container/run/#device-cgroup-rule",
    "https://docs.kernel.org/admin-guide/cgroup-v1/devices.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.cap_add",    "container.cap_drop",    "container.device_cgroup_rules",
                                       "container.privileged", "container.userns_mode", "engine.security"};

/// What the rules say, whether or not the container can use them.
Verdict judge_rules(const Fact<std::vector<std::string>>& rules) {
  ItemList items;
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const std::string& rule = (*rules)[i];
    if (opens_storage(rule)) items.add(item_of(rule, rules, element(rules, i), rule, "no rule for disks"));
  }
  return items.take_verdict();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (set && !set->holds("MKNOD")) return pass();  // whatever the rules are, which Podman does not report
  if (!container.device_cgroup_rules) return unknown(container.device_cgroup_rules);
  Verdict verdict = judge_rules(container.device_cgroup_rules);
  if (verdict.kind == VerdictKind::pass) return verdict;
  if (!set) return unknown(set);
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return verdict;
}

}  // namespace

PLIMSOLL_RULE(device_cgroup_rule_wide){
    .id = "device-cgroup-rule-wide",
    .title = "Container may make itself a node of the host's disks",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "The rule allows the device and MKNOD, which Docker grants by default, makes the node: the container "
        "reads and writes the host's disk below its file system.",
    .remediation = "Start it without the rule; name the one device that it needs by --device.",
    .impact = "Devices that appear while the container runs stay out of its reach.",
    .violation_example = "--device-cgroup-rule='b *:* rwm'",
    .pass_example = "--device-cgroup-rule='c 188:* rw', which is about serial ports",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix_device_cgroup_rules,
};

}  // namespace plimsoll::rules
