#include <algorithm>

#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/image_reference.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.28"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/image/tag/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.repo_tags"};

bool has_tag(const ImageFacts& image, const std::string& wanted) {
  return image.repo_tags &&
         std::ranges::any_of(*image.repo_tags, [&](const std::string& tag) { return full_reference(tag) == wanted; });
}

/// The image that the tag names now. Null if none was seen with it.
const ImageFacts* image_with(const std::string& tag, const Inventory& inventory) {
  const auto& images = inventory.images();
  const auto found = std::ranges::find_if(images, [&](const auto& entry) { return has_tag(entry.second, tag); });
  return found == images.end() ? nullptr : &found->second;
}

Verdict judge_tag(const ContainerFacts& container, const Context& context) {
  const std::string tag = full_reference(container.image);
  const ImageFacts* own = context.inventory.image(container.image_id);
  if (own && has_tag(*own, tag)) return pass();
  if (own && !own->repo_tags) return unknown(own->repo_tags);
  const ImageFacts* named = image_with(tag, context.inventory);
  if (named == nullptr) return unknown(Cause::unresolved, Source::engine, "RepoTags");
  return violation({container.image, {named->repo_tags.source(), "RepoTags", named->id, container.image_id}});
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (container.image.empty()) return unknown(Cause::absent, Source::inspect, kImageField);
  return names_content(container) ? pass() : judge_tag(container, context);
}

}  // namespace

PLIMSOLL_RULE(image_tag_moved){
    .id = "image-tag-moved",
    .title = "Container runs an older image than its tag names",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Somebody pulled or built a newer image of that name, most often because of a repair; this container still "
        "runs the old one. What only the registry knows is not asked for.",
    .remediation = "Make the container anew from the tag: docker compose up -d, or stop, remove and run it.",
    .impact = "The container stops for a moment; what it wrote outside volumes is lost.",
    .violation_example = "docker pull web:1 brought a new image after the container was started",
    .pass_example = "the container was started after the pull, or from a digest",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
