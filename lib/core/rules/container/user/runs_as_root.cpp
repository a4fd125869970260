#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "lib/core/rules/common/container_processes.hpp"
#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/user_id.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/containers/run/#user",
                                            "https://man7.org/linux/man-pages/man7/user_namespaces.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.effective", "container.user", "container.userns_mode",
                                       "engine.security", "host.container_processes"};
constexpr std::string_view kWanted = "a user other than root";

/// Behind a name the kernel may have found user 0. One process may be an exec's: all of them are not.
bool is_root_to_kernel(const ContainerFacts& container, const HostFacts& host) {
  const std::string& user = *container.user;
  if (parse_id(user.substr(0, user.find(':')))) return false;
  const auto processes = processes_of(container, host);
  return processes && !processes->empty() &&
         std::ranges::all_of(*processes, [](const ContainerProcess& process) { return process.uid == 0; });
}

/// By what was asked for.
Verdict judge_declared(const ContainerFacts& container, const Context& context) {
  if (!container.user) return unknown(container.user);
  if (!is_root_user(*container.user) && !is_root_to_kernel(container, context.host)) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return violation(item("user", container.user, std::string(kWanted)));
}

/// The saved one is a system call away.
bool is_root(const ProcessCredentials& process) {
  return process.uid == 0 || process.effective_uid == 0 || process.saved_uid == 0;
}

/// An init that the engine adds stays root while the service drops it: who is what is said.
std::string show_users(const ContainerFacts& container, const std::vector<const ProcessCredentials*>& own) {
  std::set<std::uint32_t> users;
  for (const ProcessCredentials* process : own) users.insert(is_root(*process) ? 0 : process->uid);
  std::string text = "uid";
  for (const std::uint32_t user : users) text += (text == "uid" ? " " : ", ") + std::to_string(user);
  const bool by_first = is_root(*own.front());
  if (users.size() > 1) text += by_first ? " (its first process is root's)" : " (its first process is not root's)";
  return text + with_declared(container.user);
}

Item root_item(const ContainerFacts& container, const std::vector<const ProcessCredentials*>& own) {
  const bool all = std::ranges::all_of(own, [](const auto* process) { return is_root(*process); });
  const auto& user = container.user;
  if (all && user && is_root_user(*user)) return item("user", user, std::string(kWanted));
  return item_of("user", container.effective, "/proc/PID/status Uid", show_users(container, own), std::string(kWanted));
}

Verdict judge_processes(const ContainerFacts& container, const Context& context,
                        const std::vector<const ProcessCredentials*>& own) {
  const bool root = std::ranges::any_of(own, [](const auto* process) { return is_root(*process); });
  const bool asked_for = container.user && is_root_user(*container.user);
  if (!root && !asked_for) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (remapped && *remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  if (root && (*container.effective)->starting_up)
    return unknown(Cause::pending, Source::host, container.effective.path());
  return root ? violation(root_item(container, own)) : pass();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const std::vector<const ProcessCredentials*> own = own_processes(container);
  if (!own.empty()) return judge_processes(container, context, own);
  const Verdict declared = judge_declared(container, context);
  const bool soon_known = container.effective.cause() == Cause::pending;
  return declared.kind == VerdictKind::violation && soon_known ? unknown(container.effective) : declared;
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_add("--user=65534:65534", "user: \"65534:65534\"")};
}

}  // namespace

PLIMSOLL_RULE(runs_as_root){
    .id = "runs-as-root",
    .title = "Container runs as root",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Its root is the host's root with fewer capabilities: every hole in the kernel or in a mount counts double. "
        "Where the kernel shows its processes, they decide, whatever was asked for; the daemon waits for 30 s after a "
        "start, since many begin as root and then drop it. Commands that somebody runs in it from outside (docker "
        "exec) have rules of their own.",
    .remediation = "Run it as a numeric user of its own, by USER in the image or by --user.",
    .impact =
        "It can no longer write files that root owns in the image or in its volumes, install packages, or, on the "
        "host's network, listen on ports below 1024.",
    .violation_example = "docker run nginx, whose image names no user",
    .pass_example = "docker run --user=1000:1000 nginx; an entrypoint that drops root by setpriv or su-exec",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
