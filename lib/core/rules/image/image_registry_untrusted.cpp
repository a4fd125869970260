#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/image_reference.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.2"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/image/ls/#digests",
                                            "https://csrc.nist.gov/pubs/sp/800/190/final"};
constexpr std::string_view kReads[] = {"image.repo_digests", "image.repo_tags"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_policy};
constexpr Setting kSettings[] = {{
    .name = "registries",
    .type = Setting::Type::list,
    .about = "Registries, or repositories with all below them, that are trusted: registry.example.org, "
             "docker.io/library.",
}};
constexpr std::string_view kWanted = "a repository of a trusted registry";

bool is_below(std::string_view repository, std::string_view place) {
  if (place.empty() || !repository.starts_with(place)) return false;
  return place.ends_with('/') || repository.size() == place.size() || repository[place.size()] == '/';
}

bool is_trusted(std::string_view repository, const std::vector<std::string_view>& trusted) {
  return std::ranges::any_of(trusted, [&](std::string_view place) { return is_below(repository, place); });
}

void add_untrusted(ItemList& items, const Fact<std::vector<std::string>>& names, const Context& context) {
  const std::vector<std::string_view> trusted = context.settings.list(kSettings[0]);
  for (std::size_t i = 0; i < names->size(); ++i) {
    const std::string& name = (*names)[i];
    const std::string repository = repository_of(name);
    if (repository.empty() || is_trusted(repository, trusted)) continue;
    items.add(item_of(repository, names, element(names, i), name, std::string(kWanted)));
  }
}

bool names_no_repository(const std::vector<std::string>& digests) {
  return std::ranges::all_of(digests, [](const std::string& digest) { return repository_of(digest).empty(); });
}

/// Only a registry, or a push to one, makes a digest of a repository. A tag anybody may write.
Verdict judge_names(const ImageFacts& image, const Context& context) {
  const auto& [digests, tags] = std::tie(image.repo_digests, image.repo_tags);
  ItemList items;
  if (digests) add_untrusted(items, digests, context);
  if (tags) add_untrusted(items, tags, context);
  if (!items.empty()) return items.take_verdict();
  if (!digests) return unknown(digests);
  if (!tags) return unknown(tags);
  if (!names_no_repository(*digests)) return pass();
  return violation(item("no registry", digests, std::string(kWanted)));
}

Verdict judge(const ImageFacts& image, const Context& context) {
  if (context.settings.list(kSettings[0]).empty()) return not_applicable(NotApplicable::no_policy);
  return judge_names(image, context);
}

}  // namespace

PLIMSOLL_RULE(image_registry_untrusted){
    .id = "image-registry-untrusted",
    .title = "Image comes from no trusted registry",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "What an image holds runs with all that its container is given; a registry that nobody vouches for may hold "
        "anything under any name, and an image that came from none was checked by nobody.",
    .remediation = "Copy the image to a registry of your own after a look at it, and run it from there.",
    .impact = "Images that were built on this host and never pushed count too.",
    .violation_example = "docker.io/someone/tool@sha256:…, where registries is [docker.io/library]",
    .pass_example = "docker.io/library/debian@sha256:…, where registries is [docker.io/library]",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
