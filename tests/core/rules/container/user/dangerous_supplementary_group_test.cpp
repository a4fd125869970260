#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> groups(std::vector<std::string> names) {
  return [names = std::move(names)](World& w) { w.container.group_add = seen_texts(names); };
}

}  // namespace

const RuleCases dangerous_supplementary_group_cases{
    "dangerous-supplementary-group",
    {
        {"none", groups({}), passes()},
        {"harmless ones", groups({"audio", "1000"}), passes()},
        {"names that hold a dangerous one", groups({"dockerd", "diskless"}), passes()},
        {"by name", groups({"docker"}), violates("docker")},
        {"by number", groups({"0"}), violates("0")},
        {"by number with zeros in front", groups({"006"}), violates("006")},
        {"one among others", groups({"audio", "disk", "shadow", "disk"}), violates({"disk", "shadow"})},
        {"hostile text is only compared", groups({"docker\n", "\"0\"", std::string(10'000, 'x')}), passes()},
        {"of the policy's own list",
         [](World& w) {
           w.container.group_add = seen_texts({"docker", "998"});
           w.settings.set(rule("dangerous-supplementary-group").settings[0], {"0998"});
         },
         violates("998")},
        {"users remapped",
         [](World& w) {
           w.container.group_add = seen_texts({"docker"});
           w.remap_users();
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"not reported", [](World& w) { w.container.group_add = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
        {"engine does not say whether it remaps users",
         [](World& w) {
           w.container.group_add = seen_texts({"docker"});
           w.engine.security = missing();
         },
         is_unknown()},
    }};

}  // namespace plimsoll::testing
