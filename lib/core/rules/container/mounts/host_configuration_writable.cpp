#include "lib/core/rules/common/host_exposure.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.6"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/storage/bind-mounts/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.mounts",     "container.userns_mode", "engine.security",
                                       "volume.option_device", "volume.option_o",       "volume.option_type"};

constexpr std::string_view kAllowed[] = {"/etc/letsencrypt", "/etc/localtime", "/etc/timezone"};
constexpr Setting kAllow{.name = "allow",
                         .type = Setting::Type::list,
                         .default_list = kAllowed,
                         .about = "Host paths that may be mounted writable, each with all that lies below it."};
constexpr Setting kSettings[] = {kAllow, kTrustedVolumeDrivers};

bool is_wrong(const HostMount& mount, const Context& context) {
  if (!mount.mount.read_write || is_within(mount.path, context.settings.list(kAllow))) return false;
  const Exposure exposure = exposure_of(mount.path, context.engine);
  return exposure.configures_host && !exposure.commands_host;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  Verdict verdict = judge_host_mounts(container, context, "read-only",
                                      [&](const HostMount& mount) { return is_wrong(mount, context); });
  if (verdict.kind != VerdictKind::violation) return verdict;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return verdict;
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (HostMount& wrong : mounts_of(verdict, container, context)) {
    if (!is_wrong(wrong, context)) continue;
    changes.push_back(remove_mount(wrong.mount));
    wrong.mount.read_write = false;
    changes.push_back(add_mount(wrong.mount));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(host_configuration_writable){
    .id = "host-configuration-writable",
    .title = "Container can change configuration files of the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "A program of the host that reads the same file does what the container writes into it; and what a container "
        "changed there outlives it.",
    .remediation = "Mount it read-only, as configuration mostly can be.",
    .impact = "What the container writes there fails; give it a directory of its own outside /etc.",
    .violation_example = "--volume=/etc/nginx:/etc/nginx",
    .pass_example = "--volume=/etc/nginx:/etc/nginx:ro",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
