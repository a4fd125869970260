#include "lib/core/rules/common/engine_sockets.hpp"
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
constexpr std::string_view kReads[] = {"container.mounts",  "container.userns_mode", "engine.root_directory",
                                       "engine.security",   "volume.option_device",  "volume.option_o",
                                       "volume.option_type"};

constexpr Setting kSettings[] = {kAllowedWritable, kTrustedVolumeDrivers};

bool is_wrong(const HostMount& mount, const Context& context) {
  if (!mount.mount.read_write || is_engine_socket(mount.path, context.engine)) return false;
  if (is_within(mount.path, context.settings.list(kAllowedWritable))) return false;
  return exposure_of(mount.path, context.engine).commands_host;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  Verdict verdict = judge_sensitive_mounts(container, context, "read-only, or not mounted",
                                           [&](const HostMount& mount) { return is_wrong(mount, context); });
  if (verdict.kind == VerdictKind::pass) return verdict;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (remapped && *remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  if (!remapped && verdict.kind == VerdictKind::violation) return unknown(remapped);
  return verdict;
}

/// Where reading alone gives secrets away, read-only is no mend.
void mend(std::vector<FixStep>& changes, const HostMount& wrong, const EngineFacts& engine) {
  changes.push_back(remove_mount(wrong.mount));
  if (exposure_of(wrong.path, engine).reveals == Reveals::secrets) return;
  Mount read_only = wrong.mount;
  read_only.read_write = false;
  changes.push_back(add_mount(read_only));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const HostMount& mount : mounts_of(verdict, container, context)) {
    if (is_wrong(mount, context)) mend(changes, mount, context.engine);
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(sensitive_host_path_writable){
    .id = "sensitive-host-path-writable",
    .title = "Container can write where the host takes its code, settings or keys from",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "What it writes there the host runs, trusts or obeys: a cron job, a library, a key, a kernel setting. "
        "That is root on the host with no further bug.",
    .remediation =
        "Mount only the directory that holds the container's own data, or mount this one read-only where "
        "reading it is harmless.",
    .impact = "What the container really writes there has to move to a volume or a directory of its own.",
    .violation_example = "--volume=/etc/cron.d:/jobs",
    .pass_example = "--volume=/etc/cron.d:/jobs:ro",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
