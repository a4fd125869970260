#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/dockerfile/#volume",
                                            "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md"};
constexpr std::string_view kReads[] = {"image.volumes"};
constexpr std::string_view kSensitive[] = {"/dev", "/proc", "/sys"};

bool is_sensitive(std::string_view path) {
  return std::ranges::any_of(kSensitive, [&](std::string_view place) {
    const Relation found = relation(path, place);
    return found == Relation::equal || found == Relation::below;
  });
}

Verdict judge(const ImageFacts& image, const Context&) {
  const auto& volumes = image.volumes;
  if (!volumes) return unknown(volumes);
  ItemList items;
  for (const std::string& path : *volumes) {
    if (is_sensitive(path)) items.add(item_of(path, volumes, std::string(volumes.path()), path, "no volume there"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(image_volume_sensitive){
    .id = "image-volume-sensitive",
    .title = "Image puts a volume where the kernel's files are",
    .severity = Severity::low,
    .rationale =
        "The volume lies over what the engine mounts there: masks and read-only paths protect nothing that they no "
        "longer cover.",
    .remediation = "Take the VOLUME out of the Dockerfile.",
    .impact = "A program that expects files of its own there needs another path.",
    .violation_example = "VOLUME /proc, VOLUME /sys/fs/cgroup",
    .pass_example = "VOLUME /data, VOLUME /process",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
