#include "tests/core/rules/container/privileges/security_cases.hpp"
#include "tests/core/rules/effective_cases.hpp"

namespace plimsoll::testing {
namespace {

using Seccomp = SecurityOptions::Seccomp;

const auto kUnconfined = security_options({.seccomp = Seccomp::unconfined});

std::function<void(World&)> custom(std::string default_action) {
  return security_options({.seccomp = Seccomp::custom, .seccomp_default_action = std::move(default_action)});
}

std::function<void(World&)> engine_profile(std::optional<std::string> profile) {
  return engine_security({.seccomp_profile = std::move(profile)});
}

std::function<void(World&)> mode(SeccompMode mode) { return processes({{.seccomp = mode}}); }

const auto kUnfiltered = mode(SeccompMode::disabled);

}  // namespace

const RuleCases seccomp_disabled_cases{
    "seccomp-disabled",
    {
        {"the built-in profile", engine_profile("builtin"), passes()},
        {"the built-in profile of old engines and of Podman", engine_profile("default"), passes()},
        {"a profile of its own that refuses", custom("SCMP_ACT_ERRNO"), passes()},
        {"a profile of its own that kills", custom("SCMP_ACT_KILL_PROCESS"), passes()},
        {"a profile of its own that asks", custom("SCMP_ACT_NOTIFY"), passes()},
        {"a profile of its own, privileged", both(custom("SCMP_ACT_ERRNO"), privileged), passes()},
        {"a profile of its own, engine-wide none", both(custom("SCMP_ACT_ERRNO"), engine_profile("unconfined")),
         passes()},
        {"unconfined", kUnconfined, violates("seccomp")},
        {"unconfined, where the engine has none", both(kUnconfined, engine_profile({})), violates("seccomp")},
        {"a profile that allows", custom("SCMP_ACT_ALLOW"), violates("seccomp")},
        {"a profile that allows and logs", custom("SCMP_ACT_LOG"), violates("seccomp")},
        {"a profile that asks a tracer there may not be", custom("SCMP_ACT_TRACE"), violates("seccomp")},
        {"a profile that allows, privileged", both(custom("SCMP_ACT_ALLOW"), privileged), violates("seccomp")},
        {"engine-wide unconfined", engine_profile("unconfined"), violates("seccomp")},
        {"privileged", privileged, implied_by("privileged", violates("seccomp"))},
        {"privileged, users remapped", both(privileged, users_remapped),
         implied_by("privileged-in-user-namespace", violates("seccomp"))},
        {"privileged, an engine-wide profile that nobody has read",
         both(privileged, engine_profile("/etc/seccomp.json")), implied_by("privileged", violates("seccomp"))},
        {"unconfined besides privileged", both(privileged, kUnconfined), violates("seccomp")},
        {"engine-wide unconfined besides privileged", both(privileged, engine_profile("unconfined")),
         violates("seccomp")},
        {"the built-in profile is in force", mode(SeccompMode::filter), passes()},
        {"the strictest mode", mode(SeccompMode::strict), passes()},
        {"the built-in profile, and a process without", kUnfiltered, violates("seccomp")},
        {"a profile of its own that refuses, and a process without", both(custom("SCMP_ACT_ERRNO"), kUnfiltered),
         violates("seccomp")},
        {"a profile that could not be read, and a process without", both(custom(""), kUnfiltered), violates("seccomp")},
        {"a second process without", processes({{.seccomp = SeccompMode::filter}, {.seccomp = SeccompMode::disabled}}),
         violates("seccomp")},
        {"one without that came from outside",
         processes({{.seccomp = SeccompMode::filter}, {.injected = true, .seccomp = SeccompMode::disabled}}), passes()},
        {"a kernel that has no such thing", mode(SeccompMode::not_supported), passes()},
        {"privileged, as it is to be expected", both(privileged, kUnfiltered),
         implied_by("privileged", violates("seccomp"))},
        {"the engine says that the kernel has none", both(engine_profile({}), kUnfiltered),
         does_not_apply(NotApplicable::no_seccomp)},
        {"the built-in profile, the kernel's side not read", without_effective, passes()},
        {"the kernel has no seccomp", engine_profile({}), does_not_apply(NotApplicable::no_seccomp)},
        {"a profile that could not be read", custom(""), is_unknown(Cause::unreadable)},
        {"an engine-wide profile that nobody has read", engine_profile("/etc/seccomp.json"),
         is_unknown(Cause::not_reported)},
        {"options not reported", [](World& w) { w.container.security_options = missing(); }, is_unknown()},
        {"privileges not reported", [](World& w) { w.container.privileged = missing(Cause::null); },
         is_unknown(Cause::null)},
        {"engine does not say", [](World& w) { w.engine.security = missing(Cause::stale); }, is_unknown(Cause::stale)},
    }};

}  // namespace plimsoll::testing
