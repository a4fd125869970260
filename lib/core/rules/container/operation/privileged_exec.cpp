#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.23"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/exec/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"container.exec_sessions"};

/// One item for all: each session's id is new, and which one it was is in the evidence.
Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& sessions = container.exec_sessions;
  if (!sessions) return unknown(sessions);
  ItemList items;
  for (std::size_t i = 0; i < sessions->size(); ++i) {
    if (!(*sessions)[i].privileged) continue;
    items.add(item_of("exec", sessions, element(sessions, i), "privileged: " + (*sessions)[i].id, "not privileged"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(privileged_exec){
    .id = "privileged-exec",
    .title = "Somebody runs a privileged command in the container",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "The command holds every capability, whatever the container was started without; only AppArmor and seccomp "
        "still bind it.",
    .remediation = "Exec without --privileged; start what needs a capability in a container that has just that one.",
    .impact = "Debugging tools that need a capability need a container of their own.",
    .violation_example = "docker exec --privileged web sh",
    .pass_example = "docker exec web sh",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
