#include "lib/core/rules/image/image_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.9"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/build/building/best-practices/#add-or-copy",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.faulty_steps"};

Verdict judge(const ImageFacts& image, const Context&) {
  return judge_steps(image, {StepFault::add_instruction}, "COPY");
}

}  // namespace

PLIMSOLL_RULE(image_add_instruction){
    .id = "image-add-instruction",
    .title = "Image was built with ADD of an archive or an address",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "ADD takes whatever the address serves on the day of the build, and unpacks archives unasked: what comes in is "
        "not what the Dockerfile shows.",
    .remediation = "Use COPY for files; download with a checksum (ADD --checksum, or RUN curl with sha256sum -c).",
    .impact = "Archives must be unpacked by a step of their own.",
    .violation_example = "ADD https://example.org/tool.tar.gz /opt/",
    .pass_example = "COPY tool /opt/; ENV LADDER_ADDRESS=192.0.2.1",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
