#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

namespace {

void stop(World& w, int count) {
  for (int i = 0; i < count; ++i) w.stopped.push_back({.name = "job" + std::to_string(i)});
}

}  // namespace

const RuleCases container_sprawl_cases{"container-sprawl",
                                       {
                                           {"none", [](World&) {}, passes()},
                                           {"twenty", [](World& w) { stop(w, 20); }, passes()},
                                           {"one more", [](World& w) { stop(w, 21); }, violates("containers")},
                                           {"perhaps one more",
                                            [](World& w) {
                                              stop(w, 20);
                                              w.unread.emplace_back();
                                            },
                                            is_unknown(Cause::unreadable)},
                                           {"one could not be read, and there is room",
                                            [](World& w) {
                                              stop(w, 19);
                                              w.unread.emplace_back();
                                            },
                                            passes()},
                                           {"none allowed",
                                            [](World& w) {
                                              stop(w, 1);
                                              w.settings.set(rule("container-sprawl").settings[0], 0);
                                            },
                                            violates("containers")},
                                       }};

}  // namespace plimsoll::testing
