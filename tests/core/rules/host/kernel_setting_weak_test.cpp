#include "tests/core/rules/cases.hpp"

#include <gtest/gtest.h>

namespace plimsoll::testing {
namespace {

void set_kernel(World& world, std::vector<KernelSetting> settings) {
  world.host.kernel_settings = seen(std::move(settings));
}

void set_core(World& world, std::string pattern) {
  set_kernel(world, {{.name = "kernel.core_pattern", .value = std::move(pattern)}});
}

}  // namespace

const RuleCases kernel_setting_weak_cases{
    "kernel-setting-weak",
    {
        {"strong",
         [](World& w) {
           set_kernel(w, {{"kernel.unprivileged_bpf_disabled", "2"},
                          {"kernel.kptr_restrict", "1"},
                          {"kernel.dmesg_restrict", "1"},
                          {"kernel.yama.ptrace_scope", "1"},
                          {"kernel.perf_event_paranoid", "2"},
                          {"fs.protected_symlinks", "1"},
                          {"fs.protected_hardlinks", "1"}});
         },
         passes()},
        {"weak",
         [](World& w) {
           set_kernel(w, {{"kernel.unprivileged_bpf_disabled", "0"},
                          {"kernel.kptr_restrict", "0"},
                          {"kernel.dmesg_restrict", "0"},
                          {"kernel.yama.ptrace_scope", "0"},
                          {"kernel.perf_event_paranoid", "1"},
                          {"fs.protected_symlinks", "0"},
                          {"fs.protected_hardlinks", "0"}});
         },
         violates({"kernel.unprivileged_bpf_disabled", "kernel.kptr_restrict", "kernel.dmesg_restrict",
                   "kernel.yama.ptrace_scope", "kernel.perf_event_paranoid", "fs.protected_symlinks",
                   "fs.protected_hardlinks"})},
        {"below zero", [](World& w) { set_kernel(w, {{"kernel.perf_event_paranoid", "-1"}}); },
         violates("kernel.perf_event_paranoid")},
        {"stricter than asked", [](World& w) { set_kernel(w, {{"kernel.perf_event_paranoid", "4"}}); }, passes()},
        {"a kernel that has none of them", [](World& w) { set_kernel(w, {}); }, passes()},
        {"one that is not judged", [](World& w) { set_kernel(w, {{"kernel.unprivileged_userns_clone", "1"}}); },
         passes()},
        {"accepted",
         [](World& w) {
           set_kernel(w, {{"kernel.kptr_restrict", "0"}, {"kernel.dmesg_restrict", "0"}});
           w.settings.set(rule("kernel-setting-weak").settings[0], {"kernel.kptr_restrict"});
         },
         violates("kernel.dmesg_restrict")},

        {"core file", [](World& w) { set_core(w, "/var/crash/core.%p"); }, passes()},
        {"core program of the distribution", [](World& w) { set_core(w, "|/usr/lib/systemd/systemd-coredump %P"); },
         passes()},
        {"by its link", [](World& w) { set_core(w, "|/lib/systemd/systemd-coredump %P"); }, passes()},
        {"switched off", [](World& w) { set_core(w, "|/bin/false"); }, passes()},
        {"core program that a container may have written", [](World& w) { set_core(w, "|/tmp/collect %p"); },
         violates("kernel.core_pattern")},
        {"after a space", [](World& w) { set_core(w, "| /tmp/collect"); }, violates("kernel.core_pattern")},
        {"by way of a directory above", [](World& w) { set_core(w, "|/usr/../tmp/collect"); },
         violates("kernel.core_pattern")},
        {"of a similar directory", [](World& w) { set_core(w, "|/usr2/collect"); }, violates("kernel.core_pattern")},
        {"in the engine's data", [](World& w) { set_core(w, "|/var/lib/docker/overlay2/x/diff/collect"); },
         violates("kernel.core_pattern")},

        {"not a number", [](World& w) { set_kernel(w, {{"kernel.kptr_restrict", "yes"}}); },
         is_unknown(Cause::malformed)},
        {"a number and more", [](World& w) { set_kernel(w, {{"kernel.kptr_restrict", "1 0"}}); },
         is_unknown(Cause::malformed)},
        {"for root alone to read", [](World& w) { set_kernel(w, {{"kernel.kptr_restrict", ""}}); },
         is_unknown(Cause::no_permission)},
        {"not a number beside a weak one",
         [](World& w) { set_kernel(w, {{"kernel.kptr_restrict", ""}, {"kernel.dmesg_restrict", "0"}}); },
         violates("kernel.dmesg_restrict")},
        {"not read", [](World& w) { w.host.kernel_settings = missing(Cause::unreadable); },
         is_unknown(Cause::unreadable)},
    }};

TEST(KernelSettingWeak, SaysOfEachSettingWhyItMatters) {
  World world;
  set_kernel(world, {{"kernel.kptr_restrict", "0"}, {"kernel.core_pattern", "|/tmp/x"}});
  for (const Item& item : judge_in(rule("kernel-setting-weak"), world).items)
    EXPECT_FALSE(item.reason.empty()) << item.key;
}

}  // namespace plimsoll::testing
