#include "lib/core/rules/container/capabilities/capability_danger.hpp"

#include <algorithm>
#include <utility>

#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/capabilities/confinement.hpp"
#include "lib/core/rules/container/namespaces/namespace_chain.hpp"

namespace plimsoll {
namespace {

struct Asked {
  const CapabilitySet& set;
  const ContainerFacts& container;
  const Context& context;
};

/// A violation without items where the capability is dangerous, else a pass.
using Condition = Verdict (*)(const Asked&);

Verdict answer(bool value) { return value ? Verdict{.kind = VerdictKind::violation} : pass(); }

Verdict always(const Asked&) { return answer(true); }

Verdict is_host(const Asked& asked, NamespaceMode field) {
  const Fact<std::string> mode = end_of_chain(asked.container, field, asked.context.inventory);
  return mode ? answer(*mode == "host") : unknown(mode);
}

/// Confined, it may not: the processes of the host are not.
Verdict may_trace_the_host(const Asked& asked) {
  Verdict among = is_host(asked, &ContainerFacts::pid_mode);
  if (among.kind == VerdictKind::pass) return among;
  Verdict confinement = judge_confinement(asked.container, asked.context);
  if (confinement.kind == VerdictKind::pass) return confinement;
  return among.kind == VerdictKind::unknown ? among : confinement;
}

Verdict on_host_network(const Asked& asked) { return is_host(asked, &ContainerFacts::network_mode); }

Verdict with_bpf_and_perfmon(const Asked& asked) {
  return answer(asked.set.holds("BPF") && asked.set.holds("PERFMON"));
}

Verdict without_bpf_or_perfmon(const Asked& asked) {
  return answer(!asked.set.holds("BPF") || !asked.set.holds("PERFMON"));
}

struct Row {
  std::string_view capability;
  Danger danger;
  std::string_view reason;
  Condition condition = always;
};

constexpr Row kRows[] = {
    {"SYS_ADMIN", Danger::root_equivalent, "mounts the host's disks and loads programs into its kernel"},
    {"SYS_MODULE", Danger::root_equivalent, "loads modules into the host's kernel"},
    {"SYS_RAWIO", Danger::root_equivalent, "reaches ports, memory and disks of the host past their drivers"},
    {"DAC_READ_SEARCH", Danger::root_equivalent,
     "opens any file of a file system by its handle, wherever it is mounted"},
    {"SYS_PTRACE", Danger::root_equivalent, "takes over a process of the host's root", may_trace_the_host},
    {"BPF", Danger::root_equivalent, "with PERFMON, writes to the memory of any process", with_bpf_and_perfmon},
    {"PERFMON", Danger::root_equivalent, "with BPF, writes to the memory of any process", with_bpf_and_perfmon},
    {"BPF", Danger::host_wide, "loads programs into the host's kernel", without_bpf_or_perfmon},
    {"PERFMON", Danger::host_wide, "measures every process of the host", without_bpf_or_perfmon},
    {"SYS_BOOT", Danger::host_wide, "restarts the host"},
    {"SYS_TIME", Danger::host_wide, "sets the host's clock"},
    {"SYSLOG", Danger::host_wide, "reads the kernel's log and addresses"},
    {"AUDIT_CONTROL", Danger::host_wide, "switches the host's auditing off"},
    {"AUDIT_READ", Danger::host_wide, "reads what the host audits"},
    {"MAC_ADMIN", Danger::host_wide, "changes the host's security policy"},
    {"MAC_OVERRIDE", Danger::host_wide, "is not bound by the host's security policy"},
    {"NET_ADMIN", Danger::host_wide, "rewrites the host's firewall and routes", on_host_network},
};

/// Each is judged by one row of a danger.
std::string_view reason_of(std::string_view capability, Danger danger) {
  const auto same = [&](const Row& row) { return row.capability == capability && row.danger == danger; };
  return std::ranges::find_if(kRows, same)->reason;
}

}  // namespace

DangerousCapabilities dangerous_capabilities(Danger danger, const CapabilitySet& set, const ContainerFacts& container,
                                             const Context& context) {
  DangerousCapabilities dangerous;
  for (const Row& row : kRows) {
    if (row.danger != danger || !set.holds(row.capability)) continue;
    Verdict verdict = row.condition({set, container, context});
    if (verdict.kind == VerdictKind::violation) dangerous.names.push_back(row.capability);
    if (verdict.kind != VerdictKind::unknown) continue;
    dangerous.undecided.push_back(row.capability);
    dangerous.why_undecided = std::move(verdict);
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
  Verdict verdict = judge_held(dangerous.names, *set, container, context);
  for (Item& capability : verdict.items) capability.reason = reason_of(capability.key, danger);
  return verdict;
}

}  // namespace plimsoll
