#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/admin_guide/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm"};

constexpr Setting kMin{
    .name = "min", .default_integer = 3, .minimum = 1, .maximum = 15, .about = "Fewest managers that pass."};
constexpr Setting kMax{
    .name = "max", .default_integer = 7, .minimum = 1, .maximum = 15, .about = "Most managers that pass."};
constexpr Setting kSettings[] = {kMin, kMax};

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (const auto verdict = unless_manager(engine)) return *verdict;
  const std::int64_t managers = engine.swarm->managers;
  const std::int64_t least = context.settings.integer(kMin);
  const std::int64_t most = context.settings.integer(kMax);
  if (managers % 2 == 1 && managers >= least && managers <= most) return pass();
  return violation(item_of("managers", engine.swarm, "Swarm.Managers", show(managers),
                           "an odd number from " + show(least) + " to " + show(most)));
}

}  // namespace

PLIMSOLL_RULE(swarm_manager_count){
    .id = "swarm-manager-count",
    .title = "Swarm has too few managers, too many, or an even number",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "One manager lost is then the swarm lost; an even one adds no safety, and each of many is one more host that "
        "commands all others.",
    .remediation = "Promote or demote nodes until three, five or seven are managers.",
    .impact = "More managers need more agreement before a change is made.",
    .violation_example = "1, 2 or 9 managers",
    .pass_example = "3 managers",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNoManager,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
