#include "lib/core/rules/container/capabilities/capability_set.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/capabilities.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.4"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    "https://man7.org/linux/man-pages/man7/capabilities.7.html"};
constexpr std::string_view kReads[] = {"container.cap_add", "container.cap_drop", "container.privileged",
                                       "engine.security"};

// What images whose root prepares files and then changes user commonly need.
constexpr std::string_view kAllow[] = {"CHOWN",  "DAC_OVERRIDE", "FOWNER",  "FSETID",          "KILL",
                                       "SETGID", "SETUID",       "SETPCAP", "NET_BIND_SERVICE"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .default_list = kAllow,
    .about = "Capabilities of the engine's default set that containers may keep.",
}};

/// NET_RAW has a rule of its own.
std::vector<std::string_view> unwanted_defaults(const CapabilitySet& set, const Context& context) {
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  std::vector<std::string_view> names(set.engine_defaults.begin(), set.engine_defaults.end());
  std::erase_if(names, [&](std::string_view name) { return name == "NET_RAW" || lists_capability(allowed, name); });
  return names;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (!set) return unknown(set);
  return judge_held(unwanted_defaults(*set, context), *set, container, context);
}

}  // namespace

PLIMSOLL_RULE(capability_default_kept){
    .id = "capability-default-kept",
    .title = "Container keeps default capabilities that few programs need",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "The engine grants them to every container; making device nodes or set-id files, changing the root "
        "directory and writing audit records help an intruder more than most services.",
    .remediation = "Drop them, or drop ALL and add back the few that the service needs.",
    .impact = "Programs that make device nodes, set file capabilities, chroot or log in through PAM fail.",
    .violation_example = "docker run nginx, which keeps the default set",
    .pass_example = "--cap-drop=ALL --cap-add=NET_BIND_SERVICE",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix_capabilities,
};

}  // namespace plimsoll::rules
