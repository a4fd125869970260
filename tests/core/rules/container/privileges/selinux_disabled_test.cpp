#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> label(std::string text) {
  return [text = std::move(text)](World& w) {
    w.engine.security = seen(EngineSecurity{.seccomp_profile = "builtin", .selinux = true});
    w.container.process_label = seen(text);
  };
}

const auto kConfined = label("system_u:system_r:container_t:s0:c1,c2");

}  // namespace

const RuleCases selinux_disabled_cases{
    "selinux-disabled",
    {
        {"confined", kConfined, passes()},
        {"a type of its own",
         both(label("system_u:system_r:web.process:s0:c1,c2"), security_options({.label_type = "web.process"})),
         passes()},
        {"a type of its own, privileged",
         both(privileged, both(kConfined, security_options({.label_type = "container_t"}))), passes()},
        {"a user that looks like a type", label("spc_t:spc_t:container_t:s0"), passes()},
        {"other options do not matter",
         both(kConfined, security_options({.seccomp = SecurityOptions::Seccomp::unconfined})), passes()},
        {"switched off", both(label(""), security_options({.label_disable = true})), violates("selinux")},
        {"an unconfined type asked for",
         both(label("system_u:system_r:spc_t:s0"), security_options({.label_type = "spc_t"})), violates("selinux")},
        {"an empty type asked for", both(label("system_u:system_r::s0"), security_options({.label_type = ""})),
         violates("selinux")},
        {"an unconfined type", label("system_u:system_r:unconfined_t:s0"), violates("selinux")},
        {"no label, as with the host's processes", label(""), violates("selinux")},
        {"a label without a type", label("container_t"), violates("selinux")},
        {"privileged", both(privileged, label("")), implied_by("privileged", violates("selinux"))},
        {"privileged, users remapped",
         both(both(privileged, label("")),
              [](World& w) { w.engine.security = seen(EngineSecurity{.selinux = true, .rootless = true}); }),
         implied_by("privileged-in-user-namespace", violates("selinux"))},
        {"switched off besides privileged",
         both(both(privileged, label("")), security_options({.label_disable = true})), violates("selinux")},
        {"a type asked for in vain, privileged",
         both(both(privileged, label("")), security_options({.label_type = "container_t"})), violates("selinux")},
        {"no SELinux", security_options({.label_disable = true}), does_not_apply(NotApplicable::no_selinux)},
        {"label not reported", both(kConfined, [](World& w) { w.container.process_label = missing(); }), is_unknown()},
        {"options not reported",
         both(kConfined, [](World& w) { w.container.security_options = missing(Cause::wrong_type); }),
         is_unknown(Cause::wrong_type)},
        {"engine does not say", [](World& w) { w.engine.security = missing(Cause::null); }, is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
