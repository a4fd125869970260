#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/container/devices/device_cgroup_rules.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.18"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/reference/cli/docker/container/run/#device-cgroup-rule",
    "https://docs.kernel.org/admin-guide/cgroup-v1/devices.html"};
constexpr std::string_view kReads[] = {"container.cap_add",    "container.cap_drop",    "container.device_cgroup_rules",
                                       "container.privileged", "container.userns_mode", "engine.security"};

enum class Rules : std::uint8_t { all, all_but_storage };

Verdict judge_rules(const Fact<std::vector<std::string>>& rules, Rules which) {
  ItemList items;
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const std::string& rule = (*rules)[i];
    if (which == Rules::all_but_storage && opens_storage(rule)) continue;
    items.add(item_of(rule, rules, element(rules, i), rule, "no rule"));
  }
  return items.take_verdict();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& rules = container.device_cgroup_rules;
  if (!rules) return unknown(rules);
  if (rules->empty()) return pass();
  const Fact<bool> critical = can_make_nodes(container, context);
  Verdict verdict = judge_rules(rules, critical && !*critical ? Rules::all : Rules::all_but_storage);
  return verdict.kind == VerdictKind::pass && !critical ? unknown(critical) : verdict;
}

}  // namespace

PLIMSOLL_RULE(device_cgroup_rule){
    .id = "device-cgroup-rule",
    .title = "Container may use devices that it was not given",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "A device cgroup rule allows every present and future device of its numbers, and no list of devices shows "
        "them.",
    .remediation = "Start it without the rule; name the devices that it needs by --device.",
    .impact = "Devices that appear while the container runs stay out of its reach.",
    .violation_example = "--device-cgroup-rule='c 188:* rw'",
    .pass_example = "--device=/dev/ttyUSB0",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix_device_cgroup_rules,
};

}  // namespace plimsoll::rules
