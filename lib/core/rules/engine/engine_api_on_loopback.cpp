#include "lib/core/rules/engine/open_api.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.7"}, {"1.8.0", "2.8"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/protect-access/",
                                            "https://www.cisecurity.org/benchmark/docker"};

Verdict judge(const EngineFacts&, const Context& context) { return judge_open_api(context, Reach::loopback); }

}  // namespace

PLIMSOLL_RULE(engine_api_on_loopback){
    .id = "engine-api-on-loopback",
    .title = "Engine obeys every program on this host",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "Every local user, every container on the host network and every page that a local browser opens reaches the "
        "port, and so is root on the host.",
    .remediation =
        "Remove the TCP address from hosts and reach the engine through SSH; or set tlsverify and give each client a "
        "certificate.",
    .impact = "Clients need an SSH login or a certificate.",
    .violation_example = "dockerd -H tcp://127.0.0.1:2375",
    .pass_example = "dockerd -H unix:///var/run/docker.sock",
    .references = kReferences,
    .not_applicable_when = kNoTcpApi,
    .reads = kOpenApiReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
