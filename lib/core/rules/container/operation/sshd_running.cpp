#include <algorithm>

#include "lib/core/rules/common/container_processes.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.7"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/exec/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"container.pid", "host.container_processes"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_running};
constexpr std::string_view kServers[] = {"dropbear",  "dropbearmulti", "lshd",    "sshd",
                                         "sshd-auth", "sshd-session",  "tinysshd"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.pid) return unknown(container.pid);
  if (*container.pid == 0) return not_applicable(NotApplicable::not_running);
  const auto processes = processes_of(container, context.host);
  if (!processes) return unknown(processes);
  ItemList items;
  for (const ContainerProcess& process : *processes) {
    if (std::ranges::count(kServers, process.program) == 0) continue;
    items.add(item_of(process.program, processes, std::string(processes.path()), process.program, "no SSH server"));
  }
  const bool hidden = std::ranges::count(*processes, "", &ContainerProcess::program) != 0;
  if (items.empty() && hidden) return unknown(Cause::no_permission, processes.source(), processes.path());
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(sshd_running){
    .id = "sshd-running",
    .title = "An SSH server runs in the container",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "It is one more way in, with keys and passwords of its own, that the engine's access control and log know "
        "nothing of.",
    .remediation = "Take the server out of the image and use docker exec.",
    .impact =
        "Whoever logged in by SSH needs the right to exec; a container that serves SSH to others is to be waived.",
    .violation_example = "a process of sshd, dropbear or tinysshd, whatever the image holds besides",
    .pass_example = "an editor with sshd_config open, the client ssh",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
