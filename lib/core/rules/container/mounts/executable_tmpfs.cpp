#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/storage/tmpfs/",
                                            "https://man7.org/linux/man-pages/man8/mount.8.html"};
constexpr std::string_view kReads[] = {"container.executable_tmpfs"};
constexpr ListOption kTmpfs{"--tmpfs", "tmpfs"};

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& paths = container.executable_tmpfs;
  if (!paths) return unknown(paths);
  ItemList items;
  for (const std::string& path : *paths) items.add(item_of(path, paths, std::string(paths.path()), "exec", "noexec"));
  return items.take_verdict();
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const Item& path : verdict.items) {
    changes.push_back(remove(kTmpfs, path.key + ":exec"));
    changes.push_back(add(kTmpfs, path.key));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(executable_tmpfs){
    .id = "executable-tmpfs",
    .title = "Programs can be started from memory that the container may write",
    .severity = Severity::low,
    .rationale =
        "Whoever gets in can download a program there and run it, and leaves no file behind: a read-only root file "
        "system is worth less then.",
    .remediation = "Leave exec out: the engine mounts a tmpfs with noexec, nosuid and nodev by default.",
    .impact = "Programs that unpack libraries or scripts there, as some Java programs do, fail.",
    .violation_example = "docker run --tmpfs /tmp:exec IMAGE",
    .pass_example = "docker run --tmpfs /tmp IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
