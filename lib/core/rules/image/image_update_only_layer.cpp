#include "lib/core/rules/image/image_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.7"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/build/building/best-practices/#apt-get",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.faulty_steps"};

Verdict judge(const ImageFacts& image, const Context&) {
  return judge_steps(image, {StepFault::update_without_install}, "update and install in one step");
}

}  // namespace

PLIMSOLL_RULE(image_update_only_layer){
    .id = "image-update-only-layer",
    .title = "Image was built with a package list of its own step",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "The builder keeps that step: later builds install by an old list, and packages that were repaired since stay "
        "as they are.",
    .remediation = "Update the list and install in the same RUN.",
    .impact = "The step runs anew whenever the list of packages changes.",
    .violation_example = "RUN apt-get update, then RUN apt-get install curl",
    .pass_example = "RUN apt-get update && apt-get install -y curl; RUN update-ca-certificates",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
