#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

void have_members(World& world, std::vector<std::string> members) {
  world.host.engine_group = seen(EngineGroup{.name = "docker", .gid = 998, .members = std::move(members)});
}

void allow(World& world, std::vector<std::string> users) {
  world.settings.set(rule("engine-group-member").settings[0], std::move(users));
}

}  // namespace

const RuleCases engine_group_member_cases{
    "engine-group-member",
    {
        {"nobody", [](World& w) { have_members(w, {}); }, passes()},
        {"root", [](World& w) { have_members(w, {"root"}); }, passes()},
        {"one user", [](World& w) { have_members(w, {"alice"}); }, violates("alice")},
        {"each of several", [](World& w) { have_members(w, {"alice", "root", "bob"}); }, violates({"alice", "bob"})},
        {"a trusted one",
         [](World& w) {
           have_members(w, {"alice"});
           allow(w, {"alice"});
         },
         passes()},
        {"whose name is part of a trusted one's",
         [](World& w) {
           have_members(w, {"bob", "eve", "bobby"});
           allow(w, {"bobby", "steve"});
         },
         violates({"bob", "eve"})},
        {"root's own group",
         [](World& w) { w.host.engine_group = seen(EngineGroup{.name = "root", .gid = 0, .members = {"sync"}}); },
         passes()},
        {"of another user namespace",
         [](World& w) { w.host.engine_group = seen(EngineGroup{.name = "nogroup", .gid = 65534}); },
         is_unknown(Cause::no_permission)},
        {"not read", [](World& w) { w.host.engine_group = missing(Cause::unreadable); }, is_unknown(Cause::unreadable)},
    }};

}  // namespace plimsoll::testing
