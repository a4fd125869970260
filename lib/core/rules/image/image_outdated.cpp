#include "lib/core/rules/common/age.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.4"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often",
    "https://reproducible-builds.org/docs/source-date-epoch/"};
constexpr std::string_view kReads[] = {"image.created_at"};
constexpr Setting kSettings[] = {{
    .name = "max_age_days",
    .default_integer = 180,
    .minimum = 1,
    .maximum = 36500,
    .about = "Age in days up to which an image counts as rebuilt in time.",
}};

Verdict judge(const ImageFacts& image, const Context& context) {
  const auto& created = image.created_at;
  if (!created) return unknown(created);
  if (*created <= 0) return unknown(Cause::not_reported, created.source(), created.path());
  const std::int64_t days = context.settings.integer(kSettings[0]);
  if (!is_older_than(*created, days, context)) return pass();
  return violation(item_of("created", created, std::string(created.path()), day_of(*created),
                           "at most " + show(days) + " days ago"));
}

}  // namespace

PLIMSOLL_RULE(image_outdated){
    .id = "image-outdated",
    .title = "Image was built long ago",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "An image gets none of the repairs that its packages got since it was built: only a new build takes them in.",
    .remediation = "Rebuild it on a current base, without the cache, and start the containers anew.",
    .impact = "Packages change with the build: test the new image first.",
    .violation_example = "an image built a year ago",
    .pass_example = "an image built last month; of a reproducible build without a date nothing is said",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
