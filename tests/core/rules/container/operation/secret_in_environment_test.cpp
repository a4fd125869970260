#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> variables(std::vector<std::string> names) {
  return [=](World& w) { w.container.secret_environment = seen_texts(names); };
}

}  // namespace

const RuleCases secret_in_environment_cases{
    "secret-in-environment",
    {

        {"none", [](World&) {}, passes()},
        {"two", variables({"API_TOKEN", "DB_PASSWORD"}), violates({"API_TOKEN", "DB_PASSWORD"})},
        {"one of them the image's own",
         [](World& w) {
           variables({"API_TOKEN", "DB_PASSWORD"})(w);
           w.image.secret_environment = seen_texts({"API_TOKEN"});
         },
         violates("DB_PASSWORD")},
        {"only the image's own",
         [](World& w) {
           variables({"API_TOKEN"})(w);
           w.image.secret_environment = seen_texts({"API_TOKEN"});
         },
         passes()},
        {"not reported", [](World& w) { w.container.secret_environment = missing(); }, is_unknown()},
        {"one, and the image was not inspected",
         [](World& w) {
           variables({"API_TOKEN"})(w);
           w.image.secret_environment = missing(Cause::not_recorded);
         },
         is_unknown(Cause::not_recorded)},
        {"one, and the image was not seen",
         [](World& w) {
           variables({"API_TOKEN"})(w);
           w.container.image_id = "sha256:gone";
         },
         is_unknown(Cause::unresolved)},
        {"none, and the image was not seen", [](World& w) { w.container.image_id = "sha256:gone"; }, passes()},
    }};

TEST(SecretInEnvironment, FixTakesTheVariableAway) {
  World w;
  variables({"API_TOKEN"})(w);
  EXPECT_THAT(spelled(fix_in(rule("secret-in-environment"), w)),
              ::testing::ElementsAre("- --env=API_TOKEN | environment: [\"API_TOKEN\"]"));
}

}  // namespace plimsoll::testing
