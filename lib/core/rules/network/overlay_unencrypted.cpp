#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.3"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/drivers/overlay/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"network.driver", "network.encrypted", "network.ingress"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_such_network};

Verdict judge(const NetworkFacts& network, const Context&) {
  if (!network.driver) return unknown(network.driver);
  if (*network.driver != "overlay") return not_applicable(NotApplicable::no_such_network);
  Verdict verdict = judge_switch("encrypted", network.encrypted, true);
  if (verdict.kind != VerdictKind::violation) return verdict;
  if (!network.ingress) return unknown(network.ingress);
  return *network.ingress ? judge_switch("ingress", network.encrypted, true) : verdict;
}

}  // namespace

PLIMSOLL_RULE(overlay_unencrypted){
    .id = "overlay-unencrypted",
    .title = "Overlay network sends in the clear between hosts",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Whoever is on the way between two hosts reads and changes what containers send each other, and can send into "
        "the network.",
    .remediation =
        "Make the network anew with --opt encrypted; of the routing mesh, remove the network ingress and create it "
        "with --ingress --opt encrypted.",
    .impact =
        "Encryption costs time for each packet, needs the ESP protocol between hosts, and services must be attached "
        "anew.",
    .violation_example = "docker network create --driver overlay backend",
    .pass_example = "docker network create --driver overlay --opt encrypted backend",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
