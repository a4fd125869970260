#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases restart_policy_unbounded_cases{
    "restart-policy-unbounded",
    {
        {"five times", [](World&) {}, passes()},
        {"once", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"on-failure", 1}); }, passes()},
        {"six times", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"on-failure", 6}); },
         violates("restart")},
        {"on every failure", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"on-failure", 0}); },
         violates("restart")},
        {"always", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"always", 0}); },
         violates("restart")},
        {"unless stopped", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"unless-stopped", 0}); },
         violates("restart")},
        {"never", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"no", 0}); }, passes()},
        {"never, as Podman says it", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"", 0}); },
         passes()},
        {"a policy nobody knows", [](World& w) { w.container.restart_policy = seen(RestartPolicy{"sometimes", 3}); },
         violates("restart")},
        {"six times allowed",
         [](World& w) {
           w.container.restart_policy = seen(RestartPolicy{"on-failure", 6});
           w.settings.set(rule("restart-policy-unbounded").settings[0], 6);
         },
         passes()},
        {"not reported", [](World& w) { w.container.restart_policy = missing(); }, is_unknown()},
    }};

TEST(RestartPolicyUnbounded, FixBoundsIt) {
  World w;
  w.container.restart_policy = seen(RestartPolicy{"always", 0});
  EXPECT_THAT(spelled(fix_in(rule("restart-policy-unbounded"), w)),
              ::testing::ElementsAre("- --restart=always | restart: \"always\"",
                                     "+ --restart=on-failure:5 | restart: \"on-failure:5\""));
}

TEST(RestartPolicyUnbounded, FixSpellsTheCount) {
  World w;
  w.container.restart_policy = seen(RestartPolicy{"on-failure", 9});
  EXPECT_THAT(spelled(fix_in(rule("restart-policy-unbounded"), w)),
              ::testing::ElementsAre("- --restart=on-failure:9 | restart: \"on-failure:9\"",
                                     "+ --restart=on-failure:5 | restart: \"on-failure:5\""));
}

}  // namespace plimsoll::testing
