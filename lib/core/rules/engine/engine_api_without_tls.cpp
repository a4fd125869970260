#include "lib/core/rules/engine/open_api.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.7"}, {"1.8.0", "2.8"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/protect-access/",
                                            "https://www.cisecurity.org/benchmark/docker"};

Verdict judge(const EngineFacts&, const Context& context) { return judge_open_api(context, Reach::network); }

}  // namespace

PLIMSOLL_RULE(engine_api_without_tls){
    .id = "engine-api-without-tls",
    .title = "Engine obeys anybody on a network",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "Whoever reaches the port starts a container with the host mounted: it is root on the host without a password.",
    .remediation =
        "Remove the TCP address from hosts and reach the engine through SSH; or set tlsverify and give each client a "
        "certificate.",
    .impact = "Clients need an SSH login or a certificate.",
    .violation_example = "dockerd -H tcp://0.0.0.0:2375",
    .pass_example = "dockerd -H tcp://0.0.0.0:2376 --tlsverify",
    .references = kReferences,
    .not_applicable_when = kNoTcpApi,
    .reads = kOpenApiReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
