#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> sysctls(std::vector<std::string> names) {
  return [=](World& w) { w.container.sysctls = seen_texts(names); };
}

}  // namespace

const RuleCases sysctl_unsafe_cases{
    "sysctl-unsafe",
    {

        {"none", [](World&) {}, passes()},
        {"safe ones", sysctls({"net.core.somaxconn", "net.ipv4.ip_unprivileged_port_start"}), passes()},
        {"others", sysctls({"kernel.msgmax", "net.core.somaxconn", "net.ipv4.conf.all.accept_source_route"}),
         violates({"kernel.msgmax", "net.ipv4.conf.all.accept_source_route"})},
        {"a name that begins alike", sysctls({"net.core.somaxconn2"}), violates("net.core.somaxconn2")},
        {"one that the policy allows",
         [](World& w) {
           sysctls({"net.ipv4.ip_forward"})(w);
           w.settings.set(rule("sysctl-unsafe").settings[0], std::vector<std::string>{"net.ipv4.ip_forward"});
         },
         passes()},
        {"not reported", [](World& w) { w.container.sysctls = missing(); }, is_unknown()},
    }};

TEST(SysctlUnsafe, FixTakesTheSettingAway) {
  World w;
  sysctls({"kernel.msgmax"})(w);
  EXPECT_THAT(spelled(fix_in(rule("sysctl-unsafe"), w)),
              ::testing::ElementsAre("- --sysctl=kernel.msgmax | sysctls: [\"kernel.msgmax\"]"));
}

}  // namespace plimsoll::testing
