#include "lib/engine/decode/security_options.hpp"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using Seccomp = SecurityOptions::Seccomp;

SecurityOptions parsed(std::vector<std::string> options) { return parse_security_options(options).value(); }

TEST(SecurityOptions, AreAllUnsetWithoutAny) { EXPECT_EQ(parsed({}), SecurityOptions{}); }

TEST(SecurityOptions, KnowEverySpellingOfNoNewPrivileges) {
  for (const char* value : {"1", "t", "T", "TRUE", "true", "True"}) {
    EXPECT_EQ(parsed({std::string("no-new-privileges=") + value}).no_new_privileges, true) << value;
    EXPECT_EQ(parsed({std::string("no-new-privileges:") + value}).no_new_privileges, true) << value;
  }
  for (const char* value : {"0", "f", "F", "FALSE", "false", "False"}) {
    EXPECT_EQ(parsed({std::string("no-new-privileges=") + value}).no_new_privileges, false) << value;
    EXPECT_EQ(parsed({std::string("no-new-privileges:") + value}).no_new_privileges, false) << value;
  }
  EXPECT_EQ(parsed({"no-new-privileges"}).no_new_privileges, true);
}

TEST(SecurityOptions, OfAValueThatNoEngineTakesAreNothing) {
  for (const char* option : {"no-new-privileges=yes", "no-new-privileges:", "no-new-privileges=tRUE",
                             "no-new-privileges= true", "writable-cgroups=maybe"}) {
    EXPECT_EQ(parse_security_options({option}), std::nullopt) << option;
  }
}

TEST(SecurityOptions, SplitAtTheEqualsSignFirstAsTheEngineDoes) {
  EXPECT_EQ(parsed({"apparmor=a:b"}).apparmor, "a:b");
  EXPECT_EQ(parsed({"apparmor:a=b"}).apparmor, std::nullopt);
}

TEST(SecurityOptions, KeepOfASeccompProfileItsDefaultAction) {
  for (const char* option : {"seccomp=unconfined", "seccomp:unconfined"}) {
    EXPECT_EQ(parsed({option}).seccomp, Seccomp::unconfined) << option;
  }
  const auto custom = parsed({R"(seccomp={"defaultAction":"SCMP_ACT_ALLOW","syscalls":[]})"});
  EXPECT_EQ(custom.seccomp, Seccomp::custom);
  EXPECT_EQ(custom.seccomp_default_action, "SCMP_ACT_ALLOW");
}

TEST(SecurityOptions, TakeTheBuiltInProfileByNameForWhatItIs) {
  const auto builtin = parsed({"seccomp=builtin"});
  EXPECT_EQ(builtin.seccomp, Seccomp::custom);
  EXPECT_EQ(builtin.seccomp_default_action, "SCMP_ACT_ERRNO");
}

TEST(SecurityOptions, DoNotGuessTheActionOfAProfileThatTheyCannotRead) {
  for (const std::string& profile :
       {std::string("{"), std::string("{}"), std::string("[]"), std::string("/profile.json"),
        std::string(R"({"defaultAction":1})"), std::string(100'000, '[')}) {
    const auto options = parsed({"seccomp=" + profile});
    EXPECT_EQ(options.seccomp, Seccomp::custom);
    EXPECT_EQ(options.seccomp_default_action, "");
  }
}

TEST(SecurityOptions, KnowEverySpellingOfLabels) {
  for (const char* option : {"label=disable", "label:disable", "disable"}) {
    EXPECT_TRUE(parsed({option}).label_disable) << option;
  }
  EXPECT_EQ(parsed({"label=type:spc_t"}).label_type, "spc_t");
  EXPECT_EQ(parsed({"label:type:spc_t"}).label_type, "spc_t");
  EXPECT_EQ(parsed({"label=user:me", "label=level:s0"}), SecurityOptions{});
}

TEST(SecurityOptions, KnowAppArmorAndCgroups) {
  EXPECT_EQ(parsed({"apparmor=unconfined"}).apparmor, "unconfined");
  EXPECT_EQ(parsed({"apparmor:mine"}).apparmor, "mine");
  EXPECT_TRUE(parsed({"writable-cgroups"}).writable_cgroups);
  EXPECT_TRUE(parsed({"writable-cgroups=true"}).writable_cgroups);
  EXPECT_FALSE(parsed({"writable-cgroups=false"}).writable_cgroups);
}

TEST(SecurityOptions, TakeTheLastOfAKind) {
  EXPECT_EQ(parsed({"no-new-privileges", "no-new-privileges=false"}).no_new_privileges, false);
  const auto seccomp = parsed({R"(seccomp={"defaultAction":"SCMP_ACT_ALLOW"})", "seccomp=unconfined"});
  EXPECT_EQ(seccomp.seccomp, Seccomp::unconfined);
  EXPECT_EQ(seccomp.seccomp_default_action, "");
  EXPECT_EQ(parsed({"apparmor=a", "apparmor=b"}).apparmor, "b");
}

TEST(EngineSecurity, ReadsEveryNameThatARuleAsksFor) {
  const auto security =
      parse_engine_security({"name=seccomp,profile=/etc/x.json", "name=apparmor", "name=selinux", "name=userns",
                             "name=rootless", "name=no-new-privileges", "name=cgroupns", "name=of-the-future"});
  EXPECT_EQ(security, (EngineSecurity{.seccomp_profile = "/etc/x.json",
                                      .apparmor = true,
                                      .selinux = true,
                                      .user_namespace = true,
                                      .rootless = true,
                                      .no_new_privileges = true,
                                      .private_cgroup_namespace = true}));
}

TEST(EngineSecurity, HasNothingThatWasNotNamed) {
  EXPECT_EQ(parse_engine_security({}), EngineSecurity{});
  EXPECT_EQ(parse_engine_security({"apparmor", "name=apparmor2", ""}), EngineSecurity{});
}

}  // namespace
}  // namespace plimsoll::engine
