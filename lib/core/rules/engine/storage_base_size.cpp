#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.11"}, {"1.8.0", "2.12"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/dockerd/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.storage_driver", "engine.storage_options"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine, NotApplicable::other_storage_driver};

constexpr std::string_view kDriver = "devicemapper";
constexpr std::string_view kOption = "dm.basesize";
constexpr std::string_view kSpaces = " \t";

/// As dockerd reads it: spaces around the name do not count.
bool sets_base_size(std::string_view option) {
  option = option.substr(0, option.find('='));
  option.remove_prefix(std::min(option.find_first_not_of(kSpaces), option.size()));
  return option.substr(0, option.find_last_not_of(kSpaces) + 1) == kOption;
}

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  if (!engine.storage_driver) return unknown(engine.storage_driver);
  if (*engine.storage_driver != kDriver) return not_applicable(NotApplicable::other_storage_driver);
  const auto& options = engine.settings.storage_options;
  if (!options) return unknown(options);
  ItemList items;
  for (std::size_t i = 0; i < options->size(); ++i) {
    const std::string& option = (*options)[i];
    if (sets_base_size(option))
      items.add(item_of(std::string(kOption), options, element(options, i), option, "not set"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(storage_base_size){
    .id = "storage-base-size",
    .title = "Engine gives each container a disk of another size",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A larger base device lets every container fill more of the host, and can only be grown, never shrunk.",
    .remediation = "Remove dm.basesize from storage-opts; better, leave devicemapper.",
    .impact = "New images and containers have 10 GB; those that exist keep their size.",
    .violation_example = "storage-opts: [\"dm.basesize=50G\"] with devicemapper",
    .pass_example = "overlay2.size, with overlay2",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
