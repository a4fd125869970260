#include "lib/core/rules/common/age.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.8"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/swarm/how-swarm-mode-works/pki/#rotating-the-ca-certificate",
    "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm", "engine.swarm_cluster"};

constexpr Setting kMaxDays{
    .name = "max_days",
    .default_integer = 1825,
    .minimum = 1,
    .maximum = 7300,
    .about = "Greatest age of the root certificate in days; a quarter of the time for which it is valid unless told."};
constexpr Setting kSettings[] = {kMaxDays};

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (const auto verdict = unless_manager(engine)) return *verdict;
  const auto& cluster = engine.swarm_cluster;
  if (!cluster) return unknown(cluster);
  if (cluster->root_rotating) return pass();
  if (cluster->root_certificate_from <= 0) return unknown(Cause::not_reported, cluster.source(), cluster.path());
  const std::int64_t most = context.settings.integer(kMaxDays);
  if (!is_older_than(cluster->root_certificate_from, most, context)) return pass();
  return violation(item_of("root-certificate", cluster, "Swarm.Cluster.TLSInfo.TrustRoot",
                           "of " + day_of(cluster->root_certificate_from), "at most " + show(most) + " days old"));
}

}  // namespace

PLIMSOLL_RULE(swarm_root_certificate_old){
    .id = "swarm-root-certificate-old",
    .title = "Root certificate of the swarm was never changed for years",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "The key behind it makes anybody a manager. It is valid for twenty years; every backup of a manager since "
        "holds a copy.",
    .remediation = "Run docker swarm ca --rotate; nodes get new certificates by themselves.",
    .impact = "Join tokens change, and a node that is off meanwhile for long must join again.",
    .violation_example = "a swarm of six years that never ran docker swarm ca --rotate",
    .pass_example = "a root certificate that is younger than five years, or being changed",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNoManager,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
