#include <algorithm>

#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/common/referenced_rules.hpp"
#include "lib/core/rules/container/capabilities/capability_set.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/capabilities.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://man7.org/linux/man-pages/man7/capabilities.7.html",
                                            "https://docs.docker.com/reference/cli/docker/container/exec/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_running, NotApplicable::other_engine};
constexpr std::string_view kReads[] = {"container.cap_add",       "container.cap_drop", "container.effective",
                                       "container.exec_sessions", "container.pid",      "container.privileged"};

/// In a user namespace of its own making they are worth nothing outside of it.
CapabilityMask beyond(const ProcessCredentials& process, CapabilityMask granted) {
  if (process.nested_user_namespace) return 0;
  return (process.permitted | process.effective | process.bounding) & ~granted;
}

Item excess_item(const ContainerFacts& container, CapabilityMask granted) {
  CapabilityMask excess = 0;
  bool injected = false;
  for (const ProcessCredentials& process : (*container.effective)->processes) {
    if (beyond(process, granted) == 0) continue;
    excess |= beyond(process, granted);
    injected = injected || process.injected;
  }
  const std::string who = injected ? " of a process that was started from outside" : " of a process of its own";
  return item_of("capabilities", container.effective, "/proc/PID/status CapEff, CapPrm, CapBnd",
                 show(names_of(excess)) + who, "at most " + show(names_of(granted)));
}

/// The session that brings it about has a finding of its own.
bool has_privileged_session(const ContainerFacts& container) {
  return container.exec_sessions && std::ranges::any_of(*container.exec_sessions, &ExecSession::privileged);
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (container.pid && *container.pid == 0) return not_applicable(NotApplicable::not_running);
  // Its default set is what its configuration says.
  if (context.engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (!set) return unknown(set);
  if (set->privileged) return pass();
  if (!container.effective) return unknown(container.effective);
  const CapabilityMask granted = mask_of(*set);
  const bool exceeds = any_process(container, [&](const auto& process) { return beyond(process, granted) != 0; });
  if (!exceeds) return pass();
  Verdict verdict = violation(excess_item(container, granted));
  return has_privileged_session(container) ? implied_by(privileged_exec.id, std::move(verdict)) : verdict;
}

}  // namespace

PLIMSOLL_RULE(process_exceeds_container){
    .id = "process-exceeds-container",
    .title = "A process holds more capabilities than its container was given",
    .severity = Severity::high,
    .rationale =
        "Somebody put it there from outside, by docker exec --privileged or nsenter, or it got out of its limits: how "
        "the "
        "container was started no longer says what can be done in it.",
    .remediation =
        "Find out who started it and end it; give what needs a capability a container that has just that one.",
    .impact = "Debugging tools that need a capability need a container of their own.",
    .violation_example = "docker exec --privileged web sleep 1000, for as long as it runs",
    .pass_example =
        "docker exec web sh; any process of a privileged container; a browser's sandbox in a user namespace",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
