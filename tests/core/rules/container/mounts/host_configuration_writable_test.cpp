#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases host_configuration_writable_cases{
    "host-configuration-writable",
    {
        {"no mount", [](World&) {}, passes()},
        {"/etc/nginx", [](World& w) { w.bind("/etc/nginx"); }, violates("/etc/nginx")},
        {"/etc/hosts", [](World& w) { w.bind("/etc/hosts"); }, violates("/etc/hosts")},
        {"through a volume", [](World& w) { w.bind_volume("v", "/etc/nginx"); }, violates("/etc/nginx")},
        {"read-only passes", [](World& w) { w.bind("/etc/nginx", false); }, passes()},
        {"/etc/localtime passes", [](World& w) { w.bind("/etc/localtime"); }, passes()},
        {"/etc/cron.d is worse, another rule's", [](World& w) { w.bind("/etc/cron.d"); }, passes()},
        {"/etc itself is worse, another rule's", [](World& w) { w.bind("/etc"); }, passes()},
        {"/etcetera/x passes", [](World& w) { w.bind("/etcetera/x"); }, passes()},
        {"allowed by the policy",
         [](World& w) {
           w.bind("/etc/nginx/conf.d");
           w.settings.set(rule("host-configuration-writable").settings[0], std::vector<std::string>{"/etc/nginx"});
         },
         passes()},
        {"users remapped",
         [](World& w) {
           w.bind("/etc/nginx");
           w.remap_users();
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"engine does not say whether it remaps users",
         [](World& w) {
           w.bind("/etc/nginx");
           w.engine.security = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
        {"not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
        {"volume of a plugin that is trusted",
         [](World& w) {
           w.settings.set(rule("host-configuration-writable").settings[1], {"rexray"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         passes()},
        {"volume of a plugin, another is trusted",
         [](World& w) {
           w.settings.set(rule("host-configuration-writable").settings[1], {"rex", "local"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
    }};

namespace {

TEST(HostConfigurationWritable, IsMountedReadOnly) {
  World world;
  world.bind("/etc/nginx");
  const std::vector<FixStep> changes = fix_in(rule("host-configuration-writable"), world);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].flag, "--volume=/etc/nginx:/mnt");
  EXPECT_EQ(changes[1].flag, "--volume=/etc/nginx:/mnt:ro");
}

}  // namespace
}  // namespace plimsoll::testing
