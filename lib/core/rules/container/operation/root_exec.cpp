#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/user_id.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.24"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/exec/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"container.exec_sessions", "container.user", "container.userns_mode",
                                       "engine.security"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};

/// No user is the container's own, which health checks have.
bool asks_for_root(const ExecSession& session) {
  return !session.user.empty() && !session.user.starts_with(':') && is_root_user(session.user);
}

Verdict judge_sessions(const Fact<std::vector<ExecSession>>& sessions) {
  ItemList items;
  for (std::size_t i = 0; i < sessions->size(); ++i) {
    const ExecSession& session = (*sessions)[i];
    if (!asks_for_root(session)) continue;
    items.add(
        item_of("exec", sessions, element(sessions, i), session.user + ": " + session.id, "the container's user"));
  }
  return items.take_verdict();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.exec_sessions) return unknown(container.exec_sessions);
  Verdict verdict = judge_sessions(container.exec_sessions);
  if (verdict.kind == VerdictKind::pass) return verdict;
  if (!container.user) return unknown(container.user);
  if (is_root_user(*container.user)) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  return *remapped ? not_applicable(NotApplicable::user_namespace_remapped) : verdict;
}

}  // namespace

PLIMSOLL_RULE(root_exec){
    .id = "root-exec",
    .title = "Somebody runs a command as root in a container of another user",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "The container was made to run without root, and now root is in it: files that the command leaves belong to "
        "root, and a hole in it counts as one of root's.",
    .remediation = "Exec as the container's user; change the image for what needs root.",
    .impact = "Packages can no longer be installed in a running container.",
    .violation_example = "docker exec --user=0 web sh, of a container with --user=1000",
    .pass_example = "docker exec web sh; a health check; any exec in a container that is root's anyway",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
