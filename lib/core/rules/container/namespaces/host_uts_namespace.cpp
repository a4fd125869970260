#include "lib/core/rules/container/namespaces/namespace_chain.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.21"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#uts",
                                            "https://man7.org/linux/man-pages/man7/uts_namespaces.7.html"};
constexpr std::string_view kReads[] = {"container.effective", "container.uts_mode"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_host_namespace(
      container, context, {.mode = &ContainerFacts::uts_mode, .kind = NamespaceKind::uts, .key = "uts", .file = "uts"});
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (!container.uts_mode || container.uts_mode->empty()) return {};
  return {remove_mode("--uts=", "uts", *container.uts_mode, context.inventory)};
}

}  // namespace

PLIMSOLL_RULE(host_uts_namespace){
    .id = "host-uts-namespace",
    .title = "Container shares the host's name",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "With SYS_ADMIN it renames the host, which misleads logs, certificates and clusters; without, it learns the "
        "name.",
    .remediation = "Start it without --uts=host; set a name with --hostname.",
    .impact = "The container sees a host name of its own.",
    .violation_example = "--uts=host",
    .pass_example = "--hostname=web",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
