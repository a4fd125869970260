#include "lib/core/rules/image/image_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://man7.org/linux/man-pages/man5/sudoers.5.html",
                                            "https://docs.docker.com/build/building/best-practices/#user"};
constexpr std::string_view kReads[] = {"image.faulty_steps"};

Verdict judge(const ImageFacts& image, const Context&) {
  return judge_steps(image, {StepFault::passwordless_sudo}, "no sudo");
}

}  // namespace

PLIMSOLL_RULE(image_passwordless_sudo){
    .id = "image-passwordless-sudo",
    .title = "Image lets a user become root without a password",
    .severity = Severity::medium,
    .rationale = "A container of it seems to run as somebody, yet one command away is root with all that it was given.",
    .remediation = "Take sudo and its rule out of the image; do what needs root in the build.",
    .impact = "Scripts that call sudo in the container fail.",
    .violation_example = "RUN echo 'web ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/web",
    .pass_example = "USER 1000 without sudo",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
