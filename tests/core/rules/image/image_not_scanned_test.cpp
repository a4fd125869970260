#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases image_not_scanned_cases{
    "image-not-scanned",
    {

        {"scanned", [](World&) {}, passes()},
        {"scanned long ago", [](World& w) { w.image.scan = seen(ImageScan{.scanner = "grype", .scanned_at = 1}); },
         passes()},
        {"no report about it", [](World& w) { w.image.scan = missing(Cause::absent); }, violates("scan")},
        {"no directory of reports", [](World& w) { w.image.scan = missing(Cause::not_configured); },
         is_unknown(Cause::not_configured)},
        {"a report that is cut off", [](World& w) { w.image.scan = missing(Cause::malformed); },
         is_unknown(Cause::malformed)},
    }};

}  // namespace plimsoll::testing
