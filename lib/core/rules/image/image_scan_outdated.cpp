#include "lib/core/rules/common/age.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.4"}};
constexpr std::string_view kReferences[] = {"https://trivy.dev/docs/latest/guide/target/container_image/",
                                            "https://github.com/anchore/grype"};
constexpr std::string_view kReads[] = {"image.scan"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_such_file};
constexpr Setting kSettings[] = {{
    .name = "max_age_days",
    .default_integer = 30,
    .minimum = 1,
    .maximum = 3650,
    .about = "Age in days up to which a scan counts as recent.",
}};

Verdict judge(const ImageFacts& image, const Context& context) {
  const auto& scan = image.scan;
  if (!scan && scan.cause() == Cause::absent) return not_applicable(NotApplicable::no_such_file);
  if (!scan) return unknown(scan);
  if (scan->scanned_at <= 0) return unknown(Cause::not_reported, scan.source(), scan.path());
  const std::int64_t days = context.settings.integer(kSettings[0]);
  if (!is_older_than(scan->scanned_at, days, context)) return pass();
  return violation(item_of("scanned", scan, std::string(scan.path()), day_of(scan->scanned_at),
                           "at most " + show(days) + " days ago"));
}

}  // namespace

PLIMSOLL_RULE(image_scan_outdated){
    .id = "image-scan-outdated",
    .title = "Image was scanned long ago",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "An image does not change, but what is known about it does: an old report says nothing of this month.",
    .remediation = "Scan images that are in use at regular times, not only when they are built.",
    .impact = "Each scan reads the whole image.",
    .violation_example = "the newest report about it is of last year",
    .pass_example = "the newest report about it is of last week",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
