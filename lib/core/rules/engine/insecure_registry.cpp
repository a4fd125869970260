#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.5"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/dockerd/#insecure-registries",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.insecure_registries"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& registries = engine.insecure_registries;
  if (!registries) return unknown(registries);
  ItemList items;
  for (std::size_t i = 0; i < registries->size(); ++i) {
    const std::string& registry = (*registries)[i];
    items.add(item_of(registry, registries, element(registries, i), registry, "a registry with a valid certificate"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(insecure_registry){
    .id = "insecure-registry",
    .title = "Engine trusts registries that prove nothing",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "Whoever is on the way to it can replace the images that this host runs, and read the password sent to it.",
    .remediation =
        "Give the registry a certificate, put its authority into /etc/docker/certs.d, and remove it from "
        "insecure-registries.",
    .impact = "Pulls fail until the registry speaks TLS with a certificate that this host knows.",
    .violation_example = "insecure-registries: [\"registry.corp.example:5000\"]",
    .pass_example = "a registry on 127.0.0.0/8",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
