#include "lib/core/rules/image/image_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.11"}};
constexpr std::string_view kReferences[] = {"https://man7.org/linux/man-pages/man8/apt-secure.8.html",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.faulty_steps"};

Verdict judge(const ImageFacts& image, const Context&) {
  return judge_steps(image, {StepFault::unauthenticated_packages, StepFault::pipe_to_shell},
                     "signatures or checksums that are checked");
}

}  // namespace

PLIMSOLL_RULE(image_unverified_packages){
    .id = "image-unverified-packages",
    .title = "Image was built from packages or scripts that nobody verified",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Whoever stands between the build and the server, or owns the server for a day, decides what is in the image.",
    .remediation =
        "Leave the package manager's signatures on; download scripts to a file and check its checksum before it runs.",
    .impact = "A build fails when what it downloads has changed, which is the point.",
    .violation_example = "RUN curl https://example.org/install.sh | sh; RUN apt-get install --allow-unauthenticated x",
    .pass_example = "RUN curl -o tool … && sha256sum -c tool.sha256",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
