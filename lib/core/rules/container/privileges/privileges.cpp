#include "lib/core/rules/container/privileges/privileges.hpp"

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/referenced_rules.hpp"
#include "lib/core/rules/common/user_namespace.hpp"

namespace plimsoll {

bool is_privileged(const ContainerFacts& container) { return container.privileged && *container.privileged; }

Verdict implied_by_privileged(Verdict verdict, const ContainerFacts& container, const Context& context) {
  if (verdict.kind != VerdictKind::violation) return verdict;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return verdict;  // neither rule can tell then, so neither explains this one
  return implied_by(*remapped ? rules::privileged_in_user_namespace.id : rules::privileged.id, std::move(verdict));
}

FixStep remove_privileged() { return to_remove("--privileged", "privileged: true"); }

}  // namespace plimsoll
