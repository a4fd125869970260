#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.27"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/",
                                            "https://docs.docker.com/reference/compose-file/services/#healthcheck"};
constexpr std::string_view kReads[] = {"container.healthcheck"};

Verdict judge(const ContainerFacts& container, const Context&) {
  return judge_switch("healthcheck", container.healthcheck, true);
}

/// An image's check is there unless it was switched off.
bool was_switched_off(const ContainerFacts& container, const Context& context) {
  const ImageFacts* image = context.inventory.image(container.image_id);
  return image && image->healthcheck && *image->healthcheck;
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (was_switched_off(container, context)) return {to_remove("--no-healthcheck", "healthcheck: {disable: true}")};
  return {to_add("--health-cmd=COMMAND", "healthcheck: {test: [\"CMD-SHELL\", \"COMMAND\"]}")};
}

}  // namespace

PLIMSOLL_RULE(healthcheck_missing){
    .id = "healthcheck-missing",
    .title = "Nobody checks whether the container works",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A program that hangs keeps its process and its port: without a check neither the engine nor what is in front "
        "of it learns that it no longer answers.",
    .remediation = "Give the image a HEALTHCHECK, or the container one by --health-cmd.",
    .impact = "The check runs every 30 seconds unless told otherwise, in the container and on its account.",
    .violation_example = "docker run --no-healthcheck IMAGE, or an image without a check",
    .pass_example = "docker run --health-cmd='wget -q --spider http://127.0.0.1:8080/' IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
