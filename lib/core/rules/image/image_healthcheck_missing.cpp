#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.6"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/dockerfile/#healthcheck",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.healthcheck"};

Verdict judge(const ImageFacts& image, const Context&) { return judge_switch("healthcheck", image.healthcheck, true); }

}  // namespace

PLIMSOLL_RULE(image_healthcheck_missing){
    .id = "image-healthcheck-missing",
    .title = "Image has no health check",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "A program that hangs still has its process: without a check nobody learns that it no longer works.",
    .remediation = "Add HEALTHCHECK with a command that asks the program for something real.",
    .impact = "The check runs every 30 seconds unless told otherwise, in the container and on its account.",
    .violation_example = "no HEALTHCHECK, or HEALTHCHECK NONE",
    .pass_example = "HEALTHCHECK CMD wget -q --spider http://127.0.0.1:8080/",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
