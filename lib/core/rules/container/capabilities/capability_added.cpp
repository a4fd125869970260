#include <algorithm>

#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/capabilities/capability_danger.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.4"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    "https://man7.org/linux/man-pages/man7/capabilities.7.html"};
constexpr std::string_view kReads[] = {
    "container.apparmor_profile", "container.cap_add",    "container.cap_drop",      "container.network_mode",
    "container.pid_mode",         "container.privileged", "container.process_label", "container.security_options",
    "container.userns_mode",      "engine.security"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .about = "Capabilities that containers may hold beyond the engine's default set.",
}};

/// NET_RAW is beyond Podman's default set, and has a rule of its own.
std::vector<std::string_view> beyond_default(const CapabilitySet& set, const Context& context) {
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  std::vector<std::string_view> names = set.held();
  std::erase_if(names, [&](std::string_view name) {
    return set.is_default(name) || name == "NET_RAW" || lists_capability(allowed, name);
  });
  return names;
}

/// Takes out the dangerous ones. Unknown if that cannot be decided for one of them, else a pass.
Verdict leave_to_other_rules(std::vector<std::string_view>& names, const CapabilitySet& set,
                             const ContainerFacts& container, const Context& context) {
  Verdict verdict = pass();
  for (const Danger danger : {Danger::root_equivalent, Danger::host_wide}) {
    const DangerousCapabilities dangerous = dangerous_capabilities(danger, set, container, context);
    std::erase_if(names, [&](std::string_view name) {
      return lists_capability(dangerous.names, name) || lists_capability(dangerous.undecided, name);
    });
    if (!dangerous.undecided.empty()) verdict = dangerous.why_undecided;
  }
  return verdict;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (!set) return unknown(set);
  std::vector<std::string_view> names = beyond_default(*set, context);
  if (names.empty()) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return judge_held(names, *set, container, context);
  const Verdict undecided = leave_to_other_rules(names, *set, container, context);
  return names.empty() ? undecided : judge_held(names, *set, container, context);
}

}  // namespace

PLIMSOLL_RULE(capability_added){
    .id = "capability-added",
    .title = "Container holds more capabilities than the engine's default set",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Each one opens more of the kernel to root in the container, and more system calls in the default "
        "seccomp profile. Where users are not remapped, the worst ones have rules of their own.",
    .remediation = "Start it without the capability, or allow it in the policy once it is known to be needed.",
    .impact = "What the capability was added for fails with EPERM.",
    .violation_example = "--cap-add=IPC_LOCK",
    .pass_example = "--cap-drop=ALL --cap-add=CHOWN, which is one of the default set",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix_capabilities,
};

}  // namespace plimsoll::rules
