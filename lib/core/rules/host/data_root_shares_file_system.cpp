#include <algorithm>

#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "1.1.1"}};
constexpr std::string_view kReferences[] = {
    "https://www.cisecurity.org/benchmark/docker",
    "https://docs.docker.com/engine/daemon/#daemon-data-directory",
};
constexpr std::string_view kReads[] = {"host.data_root_mount_point"};

constexpr std::string_view kShared[] = {"/"};
constexpr Setting kSettings[] = {{
    .name = "shared",
    .type = Setting::Type::list,
    .default_list = kShared,
    .about = "Mount points of file systems that the host needs for itself; add /var if a full one there hurts.",
}};

Verdict judge(const HostFacts& host, const Context& context) {
  const auto& mount_point = host.data_root_mount_point;
  if (!mount_point) return unknown(mount_point);
  const std::string place = canonical_path(*mount_point);
  const auto is_place = [&](std::string_view shared) { return canonical_path(shared) == place; };
  if (std::ranges::none_of(context.settings.list(kSettings[0]), is_place)) return pass();
  return violation(item("data-root", mount_point, "a file system of its own"));
}

}  // namespace

PLIMSOLL_RULE(data_root_shares_file_system){
    .id = "data-root-shares-file-system",
    .title = "Images and containers fill the file system that the host runs from",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "What containers write, their logs and every image land there: when one fills it, the host's own services can "
        "no longer write either.",
    .remediation = "Move the engine's data directory to a file system of its own: mount one there, or set data-root.",
    .impact = "The engine is down while its data moves; images and containers left in the old place are not seen.",
    .violation_example = "/var/lib/docker is a directory of the root file system",
    .pass_example = "/var/lib/docker, or the /srv that holds it, is a mount of its own",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
