#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.7"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/how-swarm-mode-works/pki/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm", "engine.swarm_cluster"};

constexpr Setting kMaxDays{.name = "max_days",
                           .default_integer = 90,
                           .minimum = 1,
                           .maximum = 3650,
                           .about = "Longest time in days for which the certificate of a node may be valid."};
constexpr Setting kSettings[] = {kMaxDays};

constexpr std::int64_t kDay = 86'400;

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (const auto verdict = unless_manager(engine)) return *verdict;
  const auto& cluster = engine.swarm_cluster;
  if (!cluster) return unknown(cluster);
  const std::int64_t seconds = cluster->node_certificate_seconds;
  if (seconds <= 0) return unknown(Cause::not_reported, cluster.source(), cluster.path());
  const std::int64_t days = context.settings.integer(kMaxDays);
  if (seconds <= days * kDay) return pass();
  return violation(item_of("node-certificates", cluster, "Swarm.Cluster.Spec.CAConfig.NodeCertExpiry",
                           show(seconds) + " s", "at most " + show(days) + " days"));
}

}  // namespace

PLIMSOLL_RULE(swarm_certificate_lifetime){
    .id = "swarm-certificate-lifetime",
    .title = "Certificates of swarm nodes are valid for too long",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "A stolen certificate lets its holder be that node until it ends.",
    .remediation = "Run docker swarm update --cert-expiry with a shorter time; nodes renew theirs by themselves.",
    .impact = "A node that is off for longer than that must join again.",
    .violation_example = "docker swarm update --cert-expiry 8760h",
    .pass_example = "--cert-expiry 24h, or the 90 days that are the default",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNoManager,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
