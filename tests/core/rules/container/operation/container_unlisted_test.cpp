#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> listed(std::vector<std::string> names) {
  return [=](World& w) { w.settings.set(rule("container-unlisted").settings[0], names); };
}

}  // namespace

const RuleCases container_unlisted_cases{
    "container-unlisted",
    {

        {"the policy lists none", [](World&) {}, does_not_apply(NotApplicable::no_policy)},
        {"listed", listed({"db", "web"}), passes()},
        {"by a pattern", listed({"w*"}), passes()},
        {"another name", listed({"db", "webs", "we"}), violates("container")},
        {"listed, and another container claims the name",
         [](World& w) {
           listed({"web"})(w);
           w.container.identity_disputed = seen(true);
         },
         violates("container")},
        {"one of two that claim a name",
         [](World& w) {
           listed({"*"})(w);
           w.container.identity = "web~0123456789ab";
           w.container.identity_disputed = seen(true);
         },
         violates("container")},
        {"nobody tells whether another claims the name",
         [](World& w) {
           listed({"web"})(w);
           w.container.identity_disputed = missing();
         },
         is_unknown()},
    }};

}  // namespace plimsoll::testing
