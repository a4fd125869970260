#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#init",
                                            "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html"};
constexpr std::string_view kReads[] = {"container.init"};

Verdict judge(const ContainerFacts& container, const Context&) { return judge_switch("init", container.init, true); }

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_add("--init", "init: true")};
}

}  // namespace

PLIMSOLL_RULE(init_missing){
    .id = "init-missing",
    .title = "Container's first process is no init",
    .severity = Severity::low,
    .rationale =
        "Few programs were written to be process 1: they leave dead children until its limit of processes is used up, "
        "and ignore the signal to stop, so that they are killed.",
    .remediation = "Start it with --init, unless its program is an init itself or starts no others.",
    .impact = "The program is no longer process 1: an init in the image, such as s6 or systemd, does not start then.",
    .violation_example = "docker run IMAGE",
    .pass_example = "docker run --init IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
