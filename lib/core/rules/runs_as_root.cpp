#include <algorithm>

#include "lib/core/rules/changes.hpp"
#include "lib/core/rules/container_processes.hpp"
#include "lib/core/rules/rules.hpp"
#include "lib/core/rules/user_id.hpp"
#include "lib/core/rules/user_namespace.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/containers/run/#user",
                                            "https://man7.org/linux/man-pages/man7/user_namespaces.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.user", "container.userns_mode", "engine.security",
                                       "host.container_processes"};

/// Behind a name the kernel may have found user 0. One process may be an exec's: all of them are not.
bool is_root_to_kernel(const ContainerFacts& container, const HostFacts& host) {
  const std::string& user = *container.user;
  if (parse_id(user.substr(0, user.find(':')))) return false;
  const auto processes = processes_of(container, host);
  return processes && !processes->empty() &&
         std::ranges::all_of(*processes, [](const ContainerProcess& process) { return process.uid == 0; });
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.user) return unknown(container.user);
  if (!is_root_user(*container.user) && !is_root_to_kernel(container, context.host)) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return violation(item("user", container.user, "a user other than root"));
}

std::vector<Change> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_add("--user=65534:65534", "user: \"65534:65534\"")};
}

}  // namespace

constinit const Rule runs_as_root{
    .id = "runs-as-root",
    .title = "Container runs as root",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Its root is the host's root with fewer capabilities: every hole in the kernel or in a mount counts double. "
        "A name other than root is believed unless the kernel shows all its processes as root's.",
    .remediation = "Run it as a numeric user of its own, by USER in the image or by --user.",
    .impact =
        "It can no longer write files that root owns in the image or in its volumes, install packages, or, on the "
        "host's network, listen on ports below 1024.",
    .violation_example = "docker run nginx, whose image names no user",
    .pass_example = "docker run --user=1000:1000 nginx",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
