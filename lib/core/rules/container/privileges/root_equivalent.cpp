// The one list of a container's ways to root on its host. What another rule tells is asked of that rule's judge, so the
// two never disagree.

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/referenced_rules.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/container/privileges/escape_paths.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://man7.org/linux/man-pages/man7/capabilities.7.html",
                                            "https://man7.org/linux/man-pages/man5/core.5.html",
                                            "https://docs.docker.com/engine/security/#docker-daemon-attack-surface"};
constexpr Setting kSettings[] = {kAllowedWritable, kTrustedVolumeDrivers};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.apparmor_profile",
                                       "container.cap_add",
                                       "container.cap_drop",
                                       "container.device_cgroup_rules",
                                       "container.devices",
                                       "container.mounts",
                                       "container.pid",
                                       "container.pid_mode",
                                       "container.privileged",
                                       "container.process_label",
                                       "container.readonly_paths",
                                       "container.security_options",
                                       "container.user",
                                       "container.userns_mode",
                                       "engine.cgroup_version",
                                       "engine.root_directory",
                                       "engine.security",
                                       "host.container_processes",
                                       "volume.driver",
                                       "volume.option_device",
                                       "volume.option_o",
                                       "volume.option_type"};

struct EscapePath {
  std::string_view name;
  std::string_view reason;
  const Rule* implied_by = nullptr;
  ContainerJudge judge = nullptr;  ///< if no rule tells it
  ContainerFix fix = nullptr;
};

constexpr EscapePath kWays[] = {
    {"privileged", "holds every capability and every device, unconfined", &rules::privileged},
    {"engine-socket", "has the engine start a container that is privileged", &rules::docker_socket_mounted},
    {"writable-path", "writes what the host runs, trusts or obeys", &rules::sensitive_host_path_writable},
    {"capability", "", &rules::capability_root_equivalent},
    {"device", "reads and writes disks or memory below every permission", &rules::block_device_exposed},
    {"device-rule", "makes itself the node of a disk and writes it", &rules::device_cgroup_rule_wide},
    {kCorePatternWay, "names the program that the host's kernel starts as root when a process crashes", nullptr,
     judge_core_pattern, fix_core_pattern},
    {kReleaseAgentWay, "names the program that the host's kernel starts as root when a control group empties", nullptr,
     judge_release_agent, fix_release_agent},
    {"ptrace", "takes over a process of a container that is privileged", nullptr, judge_privileged_processes,
     fix_privileged_processes},
};

Verdict judge_way(const EscapePath& way, const ContainerFacts& container, const Context& context) {
  const ContainerJudge judge = way.implied_by ? std::get<ContainerJudge>(way.implied_by->judge) : way.judge;
  return judge(container, context);
}

std::vector<FixStep> fix_way(const EscapePath& way, const ContainerFacts& container, const Context& context) {
  const Verdict verdict = judge_way(way, container, context);
  if (verdict.kind != VerdictKind::violation) return {};
  const ContainerFix fix = way.implied_by ? way.implied_by->fix : way.fix;
  return fix(container, context, verdict);
}

Item by_way(const EscapePath& way, Item item) {
  if (item.key != way.name) item.key = std::string(way.name) + " " + item.key;
  if (item.reason.empty()) item.reason = way.reason;
  if (way.implied_by) item.implied_by = way.implied_by->id;
  return item;
}

/// Privileges are one way. What is left without them are the others.
ContainerFacts without_privileges(ContainerFacts container) {
  const auto& privileged = container.privileged;
  if (privileged) container.privileged = {false, privileged.source(), privileged.path()};
  return container;
}

bool is_privileges(const EscapePath& way) { return way.implied_by == &rules::privileged; }

/// Remapping aside.
Verdict judge_ways(const ContainerFacts& container, const Context& context) {
  const ContainerFacts unprivileged = without_privileges(container);
  ItemList items;
  Verdict undecided;
  for (const EscapePath& way : kWays) {
    Verdict verdict = judge_way(way, is_privileges(way) ? container : unprivileged, context);
    if (verdict.kind == VerdictKind::violation) {
      for (Item& item : verdict.items) items.add(by_way(way, std::move(item)));
    } else if (undecided.kind == VerdictKind::pass) {
      undecided = std::move(verdict);
    }
  }
  return items.empty() ? undecided : items.take_verdict();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  Verdict verdict = judge_ways(container, context);
  if (verdict.kind == VerdictKind::pass) return verdict;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  return *remapped ? not_applicable(NotApplicable::user_namespace_remapped) : verdict;
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  const ContainerFacts unprivileged = without_privileges(container);
  std::vector<FixStep> changes;
  for (const EscapePath& way : kWays) {
    for (FixStep& change : fix_way(way, is_privileges(way) ? container : unprivileged, context))
      add_once(changes, std::move(change));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(root_equivalent){
    .id = "root-equivalent",
    .title = "Container is root on the host",
    .severity = Severity::critical,
    .rationale =
        "Each way listed is enough by itself: no hole in the kernel or the engine is needed. Counted is what root in "
        "the container can do, since a set-id program or an exec makes root of any user of it; only the ways that the "
        "kernel gives to user 0 alone ask who runs.",
    .remediation =
        "Close every way of the list: as long as one is open, closing the others changes nothing. Remapping users "
        "closes them all.",
    .impact = "What the container really does by one of these ways has to be done by the host, or by a proxy for it.",
    .violation_example = "docker run -v /var/run/docker.sock:/var/run/docker.sock:ro IMAGE",
    .pass_example = "docker run --cap-add=SYS_PTRACE IMAGE, which traces its own processes only",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
