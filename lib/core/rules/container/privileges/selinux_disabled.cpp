#include <algorithm>

#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.3"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/storage/bind-mounts/#configure-the-selinux-label"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_selinux};
constexpr std::string_view kReads[] = {"container.privileged", "container.process_label", "container.security_options",
                                       "engine.security"};
constexpr std::string_view kUnconfinedTypes[] = {
    "spc_t", "unconfined_t", "unconfined_service_t", "container_runtime_t", "initrc_t", "init_t", "kernel_t"};
constexpr std::string_view kWanted = "a type such as container_t";

bool is_confined(std::string_view type) {
  return !type.empty() && std::ranges::find(kUnconfinedTypes, type) == std::end(kUnconfinedTypes);
}

/// Of "user:role:type:level".
std::string_view type_of(std::string_view label) {
  for (int fields = 0; fields < 2; ++fields) {
    const std::size_t colon = label.find(':');
    label.remove_prefix(colon == std::string_view::npos ? label.size() : colon + 1);
  }
  return label.substr(0, label.find(':'));
}

/// The option that takes the confinement away, or empty.
std::string unconfining_option(const SecurityOptions& options) {
  if (options.label_disable) return "label=disable";
  if (options.label_type && !is_confined(*options.label_type)) return "label=type:" + *options.label_type;
  return {};
}

/// The engine leaves out the label of a privileged container, unless an option gives one.
bool engine_left_it_out(const ContainerFacts& container) {
  return is_privileged(container) && !container.security_options->label_type;
}

Verdict judge_label(const ContainerFacts& container, const Context& context) {
  const auto& label = container.process_label;
  if (!label) return unknown(label);
  if (is_confined(type_of(*label))) return pass();
  const Verdict verdict = violation(item("selinux", label, std::string(kWanted)));
  return engine_left_it_out(container) ? implied_by_privileged(verdict, container, context) : verdict;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!context.engine.security) return unknown(context.engine.security);
  if (!context.engine.security->selinux) return not_applicable(NotApplicable::no_selinux);
  const auto& options = container.security_options;
  if (!options) return unknown(options);
  const std::string option = unconfining_option(*options);
  if (option.empty()) return judge_label(container, context);
  return violation(item_of("selinux", options, std::string(options.path()), option, std::string(kWanted)));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  const std::string option = unconfining_option(*container.security_options);
  std::vector<FixStep> changes;
  if (engine_left_it_out(container) || (is_privileged(container) && !option.empty())) {
    changes.push_back(remove_privileged());
  }
  if (!option.empty()) changes.push_back(remove(kSecurityOpt, option));
  // Without an option the engine also leaves the label out where host namespaces are shared.
  if (changes.empty()) changes.push_back(add(kSecurityOpt, "label=type:container_t"));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(selinux_disabled){
    .id = "selinux-disabled",
    .title = "Container runs without SELinux confinement",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "SELinux keeps a process that broke out of its container from the host's files and from the other "
        "containers'; a container without a label of its own has no such second wall.",
    .remediation = "Start it without label=disable and without an unconfined type; label its volumes with :z or :Z.",
    .impact = "Host directories that are mounted without :z or :Z become unreadable to it.",
    .violation_example = "--security-opt=label=disable",
    .pass_example = "--volume=/srv/data:/data:Z, which labels the directory for the container",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
