#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases image_healthcheck_missing_cases{
    "image-healthcheck-missing",
    {

        {"has one", [](World&) {}, passes()},
        {"has none, or HEALTHCHECK NONE", [](World& w) { w.image.healthcheck = seen(false); }, violates("healthcheck")},
        {"the container has one of its own",
         [](World& w) {
           w.image.healthcheck = seen(false);
           w.container.healthcheck = seen(true);
         },
         violates("healthcheck")},
        {"not read", [](World& w) { w.image.healthcheck = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
