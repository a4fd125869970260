#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_cgroup_parent_cases{
    "engine-cgroup-parent",
    {
        {"not set", [](World&) {}, passes()},
        {"root of all groups", [](World& w) { w.engine.settings.cgroup_parent = seen("/"); },
         violates("cgroup-parent")},
        {"the default, spelled out", [](World& w) { w.engine.settings.cgroup_parent = seen("system.slice"); },
         passes()},
        {"one that the policy allows",
         [](World& w) {
           w.engine.settings.cgroup_parent = seen("containers.slice");
           w.settings.set(rule("engine-cgroup-parent").settings[0], std::vector<std::string>{"containers.slice"});
         },
         passes()},
        {"a name that begins like it", [](World& w) { w.engine.settings.cgroup_parent = seen("/docker2"); },
         violates("cgroup-parent")},
        {"not readable", [](World& w) { w.engine.settings.cgroup_parent = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
