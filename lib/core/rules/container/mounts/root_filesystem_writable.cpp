#include <algorithm>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr ListOption kTmpfs{"--tmpfs", "tmpfs"};
constexpr CisControl kCis[] = {{"1.6.0", "5.13"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#read-only"};
constexpr std::string_view kReads[] = {"container.readonly_rootfs"};

Verdict judge(const ContainerFacts& container, const Context&) {
  if (!container.readonly_rootfs) return unknown(container.readonly_rootfs);
  if (*container.readonly_rootfs) return pass();
  return violation(item("/", container.readonly_rootfs, "true"));
}

bool has_own_tmp(const ContainerFacts& container) {
  return container.mounts && std::ranges::count(*container.mounts, "/tmp", &Mount::destination) != 0;
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  std::vector<FixStep> changes = {to_add("--read-only", "read_only: true")};
  if (!has_own_tmp(container)) changes.push_back(add(kTmpfs, "/tmp"));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(root_filesystem_writable){
    .id = "root-filesystem-writable",
    .title = "Container's root file system is writable",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Whoever breaks in can replace the program or leave tools behind, and data written there is lost with "
        "the container.",
    .remediation = "Start it with --read-only, and give what it must write a volume or a tmpfs.",
    .impact = "Programs that write outside their volumes fail until each such directory is a volume or a tmpfs.",
    .violation_example = "docker run nginx",
    .pass_example = "--read-only --tmpfs=/tmp",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
