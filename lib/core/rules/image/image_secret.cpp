#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.10"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/build/building/secrets/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.faulty_steps", "image.secret_environment"};
constexpr std::string_view kWanted = "handed over when it is needed";

void add_variables(ItemList& items, const Fact<std::vector<std::string>>& names) {
  if (!names) return;
  for (const std::string& name : *names)
    items.add(item_of(name, names, std::string(names.path()), name, std::string(kWanted)));
}

void add_steps(ItemList& items, const Fact<std::vector<ImageStep>>& steps) {
  if (!steps) return;
  for (const ImageStep& step : *steps) {
    if (step.fault != StepFault::secret_name) continue;
    items.add(item_of(step.matched, steps, std::string(steps.path()) + ", step " + show(step.position),
                      step.instruction + " " + step.matched, std::string(kWanted)));
  }
}

Verdict judge(const ImageFacts& image, const Context&) {
  ItemList items;
  add_variables(items, image.secret_environment);
  add_steps(items, image.faulty_steps);
  if (!items.empty()) return items.take_verdict();
  if (!image.secret_environment) return unknown(image.secret_environment);
  return image.faulty_steps ? pass() : unknown(image.faulty_steps);
}

}  // namespace

PLIMSOLL_RULE(image_secret){
    .id = "image-secret",
    .title = "Image holds what looks like a secret",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Whoever may pull the image reads its variables and the arguments of its build, and deleting them in a later "
        "step takes nothing back. Names decide; values are never read.",
    .remediation =
        "Change the secret, then hand it to the build by RUN --mount=type=secret and to the container as a file when "
        "it starts.",
    .impact = "The build needs a builder with secret mounts; the program must read the secret from a file.",
    .violation_example = "ENV API_TOKEN=…, ARG DB_PASSWORD",
    .pass_example = "ENV API_TOKEN_FILE=/run/secrets/token; RUN --mount=type=secret,id=token …",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
