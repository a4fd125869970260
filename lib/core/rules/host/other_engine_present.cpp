#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://csrc.nist.gov/pubs/sp/800/190/final"};
constexpr std::string_view kReads[] = {"host.other_engines"};

constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .about = "Other engines that are meant to be on this host, such as podman.",
}};

Verdict judge(const HostFacts& host, const Context& context) {
  const auto& engines = host.other_engines;
  if (!engines) return unknown(engines);
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  ItemList items;
  for (std::size_t i = 0; i < engines->size(); ++i) {
    const std::string& engine = (*engines)[i];
    if (std::ranges::count(allowed, engine) != 0) continue;
    items.add(item_of(engine, engines, element(engines, i), engine, "the audited engine alone"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(other_engine_present){
    .id = "other-engine-present",
    .title = "Another container engine is on the host",
    .severity = Severity::low,
    .rationale =
        "Its containers run on the same kernel and are in no list of the audited engine: nothing here judges them.",
    .remediation = "Remove it, or audit it as well and list it under `allow`.",
    .impact = "Containers of the other engine stop.",
    .violation_example = "kubelet or crio runs beside dockerd",
    .pass_example = "dockerd and its own containerd alone",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
