#include "lib/core/rules/capability_danger.hpp"

#include "lib/core/rules/namespace_chain.hpp"
#include "lib/core/rules/user_namespace.hpp"

namespace plimsoll {
namespace {

struct Asked {
  const CapabilitySet& set;
  const ContainerFacts& container;
  const Context& context;
};

using Condition = Fact<bool> (*)(const Asked&);

Fact<bool> answer(bool value, const Asked& asked) {
  return {value, asked.container.cap_add.source(), asked.container.cap_add.path()};
}

Fact<bool> always(const Asked& asked) { return answer(true, asked); }

Fact<bool> is_host(const Asked& asked, NamespaceMode field) {
  const Fact<std::string> mode = end_of_chain(asked.container, field, asked.context.neighbours);
  if (!mode) return {mode.cause(), mode.source(), mode.path()};
  return {*mode == "host", mode.source(), mode.path()};
}

Fact<bool> among_host_processes(const Asked& asked) { return is_host(asked, &ContainerFacts::pid_mode); }

Fact<bool> on_host_network(const Asked& asked) { return is_host(asked, &ContainerFacts::network_mode); }

Fact<bool> with_bpf_and_perfmon(const Asked& asked) {
  return answer(asked.set.holds("BPF") && asked.set.holds("PERFMON"), asked);
}

Fact<bool> without_bpf_or_perfmon(const Asked& asked) {
  return answer(!asked.set.holds("BPF") || !asked.set.holds("PERFMON"), asked);
}

struct Row {
  std::string_view capability;
  Danger danger;
  Condition condition = always;
};

constexpr Row kRows[] = {
    {"SYS_ADMIN", Danger::root_equivalent},
    {"SYS_MODULE", Danger::root_equivalent},
    {"SYS_RAWIO", Danger::root_equivalent},
    {"DAC_READ_SEARCH", Danger::root_equivalent},
    {"SYS_PTRACE", Danger::root_equivalent, among_host_processes},
    {"BPF", Danger::root_equivalent, with_bpf_and_perfmon},
    {"PERFMON", Danger::root_equivalent, with_bpf_and_perfmon},
    {"BPF", Danger::host_wide, without_bpf_or_perfmon},
    {"PERFMON", Danger::host_wide, without_bpf_or_perfmon},
    {"SYS_BOOT", Danger::host_wide},
    {"SYS_TIME", Danger::host_wide},
    {"SYSLOG", Danger::host_wide},
    {"AUDIT_CONTROL", Danger::host_wide},
    {"AUDIT_READ", Danger::host_wide},
    {"MAC_ADMIN", Danger::host_wide},
    {"MAC_OVERRIDE", Danger::host_wide},
    {"NET_ADMIN", Danger::host_wide, on_host_network},
};

}  // namespace

DangerousCapabilities dangerous_capabilities(Danger danger, const CapabilitySet& set, const ContainerFacts& container,
                                             const Context& context) {
  DangerousCapabilities dangerous;
  for (const Row& row : kRows) {
    if (row.danger != danger || !set.holds(row.capability)) continue;
    const Fact<bool> holds = row.condition({set, container, context});
    if (!holds) dangerous.why_undecided = unknown(holds);
    if (!holds || *holds) (holds ? dangerous.names : dangerous.undecided).push_back(row.capability);
  }
  return dangerous;
}

Verdict judge_dangerous(Danger danger, const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (!set) return unknown(set);
  const DangerousCapabilities dangerous = dangerous_capabilities(danger, *set, container, context);
  if (dangerous.names.empty()) return dangerous.why_undecided;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return judge_held(dangerous.names, *set, container, context);
}

}  // namespace plimsoll
