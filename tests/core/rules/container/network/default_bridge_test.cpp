#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases default_bridge_cases{
    "default-bridge",
    {
        {"a network of its own", [](World&) {}, passes()},
        {"the default", [](World& w) { w.container.networks = seen_texts({"bridge"}); }, violates("bridge")},
        {"also the default", [](World& w) { w.container.networks = seen_texts({"backend", "bridge"}); },
         violates("bridge")},
        {"none", [](World& w) { w.container.networks = seen_texts({}); }, passes()},
        {"a name that begins alike", [](World& w) { w.container.networks = seen_texts({"bridge2"}); }, passes()},
        {"Podman's default",
         [](World& w) {
           w.engine.kind = EngineKind::podman;
           w.container.networks = seen_texts({"podman"});
         },
         violates("podman")},
        {"bridge of Podman is anybody's",
         [](World& w) {
           w.engine.kind = EngineKind::podman;
           w.container.networks = seen_texts({"bridge"});
         },
         passes()},
        {"podman of Docker is anybody's", [](World& w) { w.container.networks = seen_texts({"podman"}); }, passes()},
        {"not reported", [](World& w) { w.container.networks = missing(); }, is_unknown()},
    }};

TEST(DefaultBridge, FixNamesANetwork) {
  World w;
  w.container.networks = seen_texts({"bridge"});
  EXPECT_THAT(spelled(fix_in(rule("default-bridge"), w)),
              ::testing::ElementsAre("+ --network=backend | networks: [\"backend\"]"));
}

}  // namespace plimsoll::testing
