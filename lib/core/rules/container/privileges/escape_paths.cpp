#include "lib/core/rules/container/privileges/escape_paths.hpp"

#include <algorithm>
#include <initializer_list>

#include "lib/core/rules/common/container_processes.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/common/referenced_rules.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/capabilities/capability_set.hpp"
#include "lib/core/rules/container/capabilities/confinement.hpp"
#include "lib/core/rules/container/namespaces/namespace_chain.hpp"
#include "lib/core/vocabulary/host_paths.hpp"
#include "lib/core/vocabulary/user_id.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kCorePattern = "/proc/sys/kernel/core_pattern";

Verdict violation_if(const Fact<bool>& condition) {
  if (!condition) return unknown(condition);
  return *condition ? Verdict{.kind = VerdictKind::violation} : pass();
}

/// A way is open if all its conditions are met: one that is not closes it, whatever is unknown of the others.
Verdict all_of(std::initializer_list<Verdict> conditions) {
  if (std::ranges::count(conditions, VerdictKind::pass, &Verdict::kind) != 0) return pass();
  const auto* const unsure = std::ranges::find(conditions, VerdictKind::unknown, &Verdict::kind);
  if (unsure != conditions.end()) return *unsure;
  Verdict open{.kind = VerdictKind::violation};
  for (const Verdict& condition : conditions)
    open.items.insert(open.items.end(), condition.items.begin(), condition.items.end());
  return open;
}

Verdict judge_capability(std::string_view capability, const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (!set) return unknown(set);
  return violation_if({set->holds(capability), set.source(), set.path()});
}

std::vector<FixStep> fix_capability(const char* capability, const ContainerFacts& container, const Context& context) {
  return fix_capabilities(container, context, violation({capability, {}}));
}

/// A number is believed; behind a name the kernel may have found user 0.
Verdict judge_user(const ContainerFacts& container, const Context& context) {
  const auto& user = container.user;
  if (!user) return unknown(user);
  if (is_root_user(*user)) return {.kind = VerdictKind::violation};
  if (parse_id(user->substr(0, user->find(':')))) return pass();
  const auto processes = processes_of(container, context.host);
  if (!processes) return unknown(processes);
  const bool root = std::ranges::count(*processes, 0U, &ContainerProcess::uid) != 0;
  return violation_if({root, processes.source(), processes.path()});
}

bool protects_core_pattern(std::string_view path) {
  const Relation found = relation(path, kCorePattern);
  return found == Relation::equal || found == Relation::above;
}

Verdict judge_readonly_paths(const Fact<SharedStringList>& paths) {
  if (!paths) return unknown(paths);
  if (std::ranges::any_of(**paths, protects_core_pattern)) return pass();
  return violation(
      item_of(std::string(kCorePatternWay), paths, std::string(paths.path()), show(**paths), "with /proc/sys"));
}

Verdict judge_cgroup_version(const Fact<std::int64_t>& version) {
  if (!version) return unknown(version);
  if (*version != 1) return pass();
  Item agent = item(std::string(kReleaseAgentWay), version, "2");
  agent.implied_by = rules::capability_root_equivalent.id;
  return violation(std::move(agent));
}

Verdict judge_powers(const ContainerFacts& neighbour, const EngineFacts& engine) {
  const auto& privileged = neighbour.privileged;
  if (!privileged || !*privileged) return violation_if(privileged);
  const Fact<bool> remapped = user_namespace_remapped(neighbour, engine);
  if (!remapped) return unknown(remapped);
  return violation_if({!*remapped, privileged.source(), privileged.path()});
}

/// Both are in the process namespace of one container, which may be one of them.
Verdict judge_sharing(const ContainerFacts& container, const ContainerFacts& neighbour, const Context& context) {
  const auto owner_for = [&](const ContainerFacts& of) {
    return owner_of_namespace(of, &ContainerFacts::pid_mode, context.inventory);
  };
  const auto& mode = container.pid_mode;
  if (!mode) return unknown(mode);
  if (!neighbour.pid_mode) return unknown(neighbour.pid_mode);
  const ContainerFacts* owner = owner_for(container);
  if (owner == nullptr) return unknown(Cause::unresolved, mode.source(), mode.path());
  const ContainerFacts* other = owner_for(neighbour);
  if (other == nullptr || other->id != owner->id) return pass();
  return violation(
      item_of(neighbour.name, mode, std::string(mode.path()), "shared with " + neighbour.name, "not shared"));
}

/// Of most pairs no more than this needs to be known: neither joined anybody's.
bool may_share_processes(const ContainerFacts& one, const ContainerFacts& other) {
  const auto joins = [](const Fact<std::string>& mode) { return !mode || !joined_container(*mode).empty(); };
  return joins(one.pid_mode) || joins(other.pid_mode);
}

Verdict judge_neighbours(const ContainerFacts& container, const Context& context) {
  ItemList items;
  Verdict unsure;
  for (const ContainerFacts* neighbour : context.inventory.privileged()) {
    if (neighbour->id == container.id || !may_share_processes(container, *neighbour)) continue;
    Verdict verdict = all_of({judge_powers(*neighbour, context.engine), judge_sharing(container, *neighbour, context)});
    if (verdict.kind == VerdictKind::violation) items.add(std::move(verdict.items.front()));
    if (verdict.kind == VerdictKind::unknown) unsure = std::move(verdict);
  }
  return items.empty() ? unsure : items.take_verdict();
}

}  // namespace

Verdict judge_core_pattern(const ContainerFacts& container, const Context& context) {
  return all_of({judge_user(container, context), judge_readonly_paths(container.readonly_paths),
                 judge_confinement(container, context)});
}

std::vector<FixStep> fix_core_pattern(const ContainerFacts&, const Context&, const Verdict&) {
  return {remove(kSecurityOpt, "systempaths=unconfined")};
}

Verdict judge_release_agent(const ContainerFacts& container, const Context& context) {
  return all_of({judge_cgroup_version(context.engine.cgroup_version), judge_capability("SYS_ADMIN", container, context),
                 judge_confinement(container, context)});
}

std::vector<FixStep> fix_release_agent(const ContainerFacts& container, const Context& context, const Verdict&) {
  return fix_capability("SYS_ADMIN", container, context);
}

Verdict judge_privileged_processes(const ContainerFacts& container, const Context& context) {
  Verdict traces = judge_capability("SYS_PTRACE", container, context);
  if (traces.kind == VerdictKind::pass) return traces;  // before anybody looks at all containers
  return all_of({std::move(traces), judge_confinement(container, context), judge_neighbours(container, context)});
}

std::vector<FixStep> fix_privileged_processes(const ContainerFacts& container, const Context& context, const Verdict&) {
  return fix_capability("SYS_PTRACE", container, context);
}

}  // namespace plimsoll
