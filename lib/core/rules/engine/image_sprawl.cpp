#include <iterator>
#include <set>

#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "6.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/manage-resources/pruning/",
                                            "https://www.cisecurity.org/benchmark/docker"};

constexpr Setting kMax{.name = "max",
                       .default_integer = 50,
                       .minimum = 0,
                       .maximum = 100000,
                       .about = "Images without a container that may lie on the host."};
constexpr Setting kSettings[] = {kMax};

/// Containers that could not be read may use one each.
std::int64_t count_unused(const Snapshot& snapshot) {
  std::set<std::string_view> unused;
  for (const auto& [id, image] : snapshot.images) unused.insert(id);
  for (const auto* containers : {&snapshot.containers, &snapshot.stopped}) {
    for (const auto& container : *containers) unused.erase(container->image_id);
  }
  return std::ssize(unused) - std::ssize(snapshot.unread);
}

Verdict judge(const EngineFacts&, const Context& context) {
  const Snapshot& snapshot = context.inventory.all();
  const std::int64_t unused = count_unused(snapshot);
  const std::int64_t most = context.settings.integer(kMax);
  if (unused > most)
    return violation({"images", {Source::engine, "images", show(unused) + " unused", "at most " + show(most)}});
  const bool all_seen = snapshot.unread.empty() && snapshot.unread_lists.empty();
  return all_seen ? pass() : unknown(Cause::unreadable, Source::engine, "images");
}

}  // namespace

PLIMSOLL_RULE(image_sprawl){
    .id = "image-sprawl",
    .title = "Host keeps images that no container uses",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Old images fill the disk that containers need, and somebody starts one with a hole that newer ones no longer "
        "have.",
    .remediation = "Remove them: docker image prune --all keeps those that a container uses.",
    .impact = "Images must be pulled again when they are needed, and those that no registry holds are gone.",
    .violation_example = "51 images that no container was made from",
    .pass_example = "50 of them",
    .references = kReferences,
    .settings = kSettings,
    .judge = judge,
};

}  // namespace plimsoll::rules
