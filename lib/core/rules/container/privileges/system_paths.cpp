#include "lib/core/rules/container/privileges/system_paths.hpp"

#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"

namespace plimsoll {
namespace {

using Paths = Fact<SharedStringList>;
using Required = std::span<const std::string_view>;

/// Engines report no list for a privileged container. Podman reports none at all.
bool lists_none(const Paths& paths) {
  return !paths && (paths.cause() == Cause::null || paths.cause() == Cause::not_reported);
}

Verdict all_missing(const Fact<bool>& privileged, Required required) {
  ItemList items;
  for (const std::string_view path : required) items.add(item(std::string(path), privileged, "false"));
  return items.take_verdict();
}

Verdict missing_of(const Paths& paths, Required required) {
  const std::vector<std::string>& listed = **paths;
  ItemList items;
  for (const std::string_view path : required) {
    if (std::ranges::find(listed, path) != listed.end()) continue;
    const std::string seen = listed.empty() ? "[]" : "not listed";
    items.add(item_of(std::string(path), paths, std::string(paths.path()), seen, std::string(path)));
  }
  return items.take_verdict();
}

}  // namespace

Verdict judge_system_paths(const Paths& paths, Required required, const ContainerFacts& container,
                           const Context& context) {
  if (paths) return missing_of(paths, required);
  if (!lists_none(paths) || !is_privileged(container)) return unknown(paths);
  return implied_by_privileged(all_missing(container.privileged, required), container, context);
}

std::vector<FixStep> fix_system_paths(const ContainerFacts& container, const Context&, const Verdict&) {
  const bool implied = lists_none(container.masked_paths) && lists_none(container.readonly_paths);
  if (implied) return {remove_privileged()};
  std::vector<FixStep> changes;
  if (is_privileged(container)) changes.push_back(remove_privileged());
  changes.push_back(remove(kSecurityOpt, "systempaths=unconfined"));
  return changes;
}

}  // namespace plimsoll
