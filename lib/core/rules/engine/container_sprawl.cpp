#include <iterator>

#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "6.2"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/manage-resources/pruning/",
                                            "https://www.cisecurity.org/benchmark/docker"};

constexpr Setting kMax{.name = "max",
                       .default_integer = 20,
                       .minimum = 0,
                       .maximum = 100000,
                       .about = "Containers that do not run and may lie on the host."};
constexpr Setting kSettings[] = {kMax};

Verdict judge(const EngineFacts&, const Context& context) {
  const Snapshot& snapshot = context.inventory.all();
  const std::int64_t stopped = std::ssize(snapshot.stopped);
  const std::int64_t most = context.settings.integer(kMax);
  if (stopped > most)
    return violation(
        {"containers", {Source::engine, "containers", show(stopped) + " stopped", "at most " + show(most)}});
  const bool may_be_more = stopped + std::ssize(snapshot.unread) > most;
  return may_be_more ? unknown(Cause::unreadable, Source::engine, "containers") : pass();
}

}  // namespace

PLIMSOLL_RULE(container_sprawl){
    .id = "container-sprawl",
    .title = "Host keeps containers that do not run",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Each keeps its files, and with them data and secrets; each can be started again as it was, with what it was "
        "allowed then.",
    .remediation = "Remove those that nobody needs: docker container prune. Start jobs with --rm.",
    .impact = "Their logs and files outside volumes are gone.",
    .violation_example = "21 exited containers",
    .pass_example = "20 of them",
    .references = kReferences,
    .settings = kSettings,
    .judge = judge,
};

}  // namespace plimsoll::rules
