#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> scanned(std::int64_t when) {
  return [=](World& w) { w.image.scan = seen(ImageScan{.scanner = "trivy", .scanned_at = when}); };
}

}  // namespace

const RuleCases image_scan_outdated_cases{
    "image-scan-outdated",
    {

        {"of yesterday", [](World&) {}, passes()},
        {"30 days old", scanned(kNow - 30 * kDay), passes()},
        {"a second older than 30 days", scanned(kNow - 30 * kDay - 1), violates("scanned")},
        {"a week old, where the policy allows a day",
         [](World& w) {
           w.image.scan = seen(ImageScan{.scanner = "trivy", .scanned_at = kNow - 7 * kDay});
           w.settings.set(rule("image-scan-outdated").settings[0], 1);
         },
         violates("scanned")},
        {"a report without a date", scanned(0), is_unknown(Cause::not_reported)},
        {"no report about it", [](World& w) { w.image.scan = missing(Cause::absent); },
         does_not_apply(NotApplicable::no_such_file)},
        {"no directory of reports", [](World& w) { w.image.scan = missing(Cause::not_configured); },
         is_unknown(Cause::not_configured)},
        {"a report that is too large", [](World& w) { w.image.scan = missing(Cause::too_large); },
         is_unknown(Cause::too_large)},
    }};

}  // namespace plimsoll::testing
