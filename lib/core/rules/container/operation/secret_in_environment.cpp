#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.10"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/compose/how-tos/use-secrets/",
                                            "https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html"};
constexpr std::string_view kReads[] = {"container.secret_environment", "image.secret_environment"};
constexpr ListOption kEnvironment{"--env", "environment"};

/// The image's own are a matter of the image: image-secret tells them.
const Fact<std::vector<std::string>>* own_of_image(const ContainerFacts& container, const Context& context) {
  const ImageFacts* image = context.inventory.image(container.image_id);
  return image ? &image->secret_environment : nullptr;
}

Verdict judge_names(const Fact<std::vector<std::string>>& names, const std::vector<std::string>& of_image) {
  ItemList items;
  for (std::size_t i = 0; i < names->size(); ++i) {
    const std::string& name = (*names)[i];
    if (std::ranges::find(of_image, name) != of_image.end()) continue;
    items.add(item_of(name, names, std::string(names.path()), name, "a file"));
  }
  return items.take_verdict();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& names = container.secret_environment;
  if (!names) return unknown(names);
  if (names->empty()) return pass();
  const auto* of_image = own_of_image(container, context);
  if (of_image == nullptr) return unknown(Cause::unresolved, Source::inspect, "Image");
  return *of_image ? judge_names(names, **of_image) : unknown(*of_image);
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const Item& variable : verdict.items) changes.push_back(remove(kEnvironment, variable.key));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(secret_in_environment){
    .id = "secret-in-environment",
    .title = "Container gets what looks like a secret in a variable",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Variables are in docker inspect, in /proc, in crash reports, and in every program that the container starts. "
        "Names decide; values are never read.",
    .remediation = "Hand it over as a file: a secret of Compose or of a swarm, or a mounted file.",
    .impact = "The program must read it from a file; many images take NAME_FILE for NAME.",
    .violation_example = "docker run -e DB_PASSWORD=… IMAGE",
    .pass_example = "docker run -e DB_PASSWORD_FILE=/run/secrets/db IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
