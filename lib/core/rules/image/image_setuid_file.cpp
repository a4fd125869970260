#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.8"}};
constexpr std::string_view kReferences[] = {"https://man7.org/linux/man-pages/man7/capabilities.7.html",
                                            "https://man7.org/linux/man-pages/man7/inode.7.html"};
constexpr std::string_view kReads[] = {"image.privileged_files"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .about = "Paths in images that may have these bits or capabilities.",
}};

std::string rights_of(const PrivilegedFile& file) {
  std::string rights;
  for (const auto& [has, name] : {std::pair(file.setuid, "setuid"), std::pair(file.setgid, "setgid"),
                                  std::pair(file.capabilities, "capabilities")}) {
    if (has) rights += (rights.empty() ? "" : ", ") + std::string(name);
  }
  return rights;
}

Verdict judge(const ImageFacts& image, const Context& context) {
  const auto& files = image.privileged_files;
  if (!files) return unknown(files);
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  ItemList items;
  for (const PrivilegedFile& file : *files) {
    if (std::ranges::count(allowed, file.path) != 0) continue;
    items.add(item_of(file.path, files, std::string(files.path()), rights_of(file), "none of them"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(image_setuid_file){
    .id = "image-setuid-file",
    .title = "Image holds programs that run with more rights than who starts them",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A hole in one of them makes root of any user in the container. no-new-privileges takes their effect away, in "
        "the containers that have it.",
    .remediation =
        "Remove the bits in the Dockerfile: RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +, and allow what "
        "the program needs.",
    .impact = "su, sudo, mount, passwd and ping in the container work for root only, or not at all.",
    .violation_example = "/usr/bin/su with its set-user-id bit",
    .pass_example = "/usr/bin/su without it; /tmp with its sticky bit",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
