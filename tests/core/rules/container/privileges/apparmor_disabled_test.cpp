#include "tests/core/rules/container/privileges/security_cases.hpp"
#include "tests/core/rules/effective_cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> profile(std::string name) {
  return [name = std::move(name)](World& w) { w.container.apparmor_profile = seen(name); };
}

const auto kAskedFor = both(security_options({.apparmor = "unconfined"}), profile("unconfined"));

std::function<void(World&)> label(std::optional<std::string> label) { return processes({{.label = std::move(label)}}); }

}  // namespace

const RuleCases apparmor_disabled_cases{
    "apparmor-disabled",
    {
        {"the engine's profile", profile("docker-default"), passes()},
        {"a profile of its own", both(security_options({.apparmor = "web"}), profile("web")), passes()},
        {"a profile of its own, privileged",
         both(privileged, both(security_options({.apparmor = "web"}), profile("web"))), passes()},
        {"a name that begins alike", profile("unconfined-web"), passes()},
        {"asked for", kAskedFor, violates("apparmor")},
        {"not asked for and still so", profile("unconfined"), violates("apparmor")},
        {"asked for, and the profile not reported",
         both(kAskedFor, [](World& w) { w.container.apparmor_profile = missing(); }), violates("apparmor")},
        {"privileged", both(privileged, profile("unconfined")), implied_by("privileged", violates("apparmor"))},
        {"privileged, as Podman reports it", both(privileged, profile("")),
         implied_by("privileged", violates("apparmor"))},
        {"privileged, users remapped", both(both(privileged, profile("unconfined")), users_remapped),
         implied_by("privileged-in-user-namespace", violates("apparmor"))},
        {"asked for besides privileged", both(privileged, kAskedFor), violates("apparmor")},
        {"the engine's profile is in force", label("docker-default (enforce)"), passes()},
        {"a name that begins alike is in force", label("unconfined-web (enforce)"), passes()},
        {"the engine's profile, and a process without", label("unconfined"), violates("apparmor")},
        {"the engine's profile, that only complains", label("docker-default (complain)"), violates("apparmor")},
        {"a profile that confines nothing", label("web (unconfined)"), violates("apparmor")},
        {"a second process without", processes({{.label = "docker-default (enforce)"}, {.label = "unconfined"}}),
         violates("apparmor")},
        {"one without that came from outside",
         processes({{.label = "docker-default (enforce)"}, {.injected = true, .label = "unconfined"}}), passes()},
        {"a label that may not be read", label({}), passes()},
        {"a label of another kind", label(""), passes()},
        {"privileged, as it is to be expected", both(privileged, both(profile("unconfined"), label("unconfined"))),
         implied_by("privileged", violates("apparmor"))},
        {"the kernel's side not read", without_effective, passes()},
        {"no AppArmor", both(kAskedFor, engine_security({.seccomp_profile = "builtin"})),
         does_not_apply(NotApplicable::no_apparmor)},
        {"no name", profile(""), is_unknown(Cause::not_reported)},
        {"profile not reported", [](World& w) { w.container.apparmor_profile = missing(); }, is_unknown()},
        {"options not reported", [](World& w) { w.container.security_options = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
        {"engine does not say", [](World& w) { w.engine.security = missing(Cause::null); }, is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
