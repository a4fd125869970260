#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.8"}, {"1.8.0", "2.9"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/dockerd/#default-ulimits",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.default_ulimits"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr std::string_view kNames[] = {"nofile", "nproc"};
constexpr Setting kRequired{.name = "required",
                            .type = Setting::Type::list,
                            .default_list = kNames,
                            .about = "Names of the limits that must have a default."};
constexpr Setting kSettings[] = {kRequired};

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& set = engine.settings.default_ulimits;
  if (!set) return unknown(set);
  ItemList items;
  for (const std::string_view name : context.settings.list(kRequired)) {
    if (std::ranges::find(*set, name) == set->end())
      items.add(item(std::string(name), set, "a limit of " + std::string(name)));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(default_ulimits_missing){
    .id = "default-ulimits-missing",
    .title = "Engine gives containers no limit of files and processes",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A container that sets no limits of its own may open as many files, and as one user start as many processes, "
        "as the engine itself.",
    .remediation =
        "Set default-ulimits in daemon.json with what most containers need; give those that need more their own "
        "--ulimit.",
    .impact = "Programs that hold more files or processes fail until they get a limit of their own.",
    .violation_example = "no default-ulimits",
    .pass_example = "default-ulimits with nofile and nproc",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
