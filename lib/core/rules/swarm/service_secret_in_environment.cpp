#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.4"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/secrets/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"service.secret_environment"};

Verdict judge(const ServiceFacts& service, const Context&) {
  const auto& variables = service.secret_environment;
  if (!variables) return unknown(variables);
  ItemList items;
  for (std::size_t i = 0; i < variables->size(); ++i)
    items.add(item_of((*variables)[i], variables, element(variables, i), (*variables)[i], "a secret of the swarm"));
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(service_secret_in_environment){
    .id = "service-secret-in-environment",
    .title = "Service has a secret in its environment",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Whoever may inspect the service reads it, every process in its containers inherits it, and programs print it "
        "when they fail.",
    .remediation =
        "Make it a secret of the swarm, give it to the service with --secret and let the program read /run/secrets; "
        "then change the secret.",
    .impact = "The program must read a file instead of a variable.",
    .violation_example = "docker service create --env DB_PASSWORD=... db",
    .pass_example = "docker service create --secret db_password --env DB_PASSWORD_FILE=/run/secrets/db_password db",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
