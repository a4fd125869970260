#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

/// With Docker's default capabilities, MKNOD among them.
std::function<void(World&)> device_rules(std::vector<std::string> texts) {
  return [texts = std::move(texts)](World& w) {
    w.container.device_cgroup_rules = seen_texts(texts);
    w.container.cap_drop = seen_texts({});
  };
}

const std::vector<std::string> kWide{"a",        "a *:* rwm",   "a 1:3 rwm",  "b *:* rwm", "b *:0 rm", "b 8:* rwm",
                                     "b 8:0 wm", "b 253:* rwm", "b 259:1 mr", "b *:* rw",  "a *:* r",  "b 8:0 w"};

}  // namespace

const RuleCases device_cgroup_rule_wide_cases{
    "device-cgroup-rule-wide",
    {
        {"none", device_rules({}), passes()},
        {"each", device_rules(kWide), violates(kWide)},
        {"one among others, twice", device_rules({"c 1:3 r", "b 8:* rwm", "b 8:* rwm"}), violates("b 8:* rwm")},
        {"character devices", device_rules({"c *:* rwm", "c 188:* rwm"}), passes()},
        {"no data of the host", device_rules({"b 11:* rwm", "b 1:0 rwm", "b 2:0 rwm"}), passes()},
        {"making nodes is allowed anyway", device_rules({"b *:* m", "a *:* m"}), passes()},
        {"nonsense", device_rules({"", "b", "b 8", "b 8:", "block 8:0 rwm", "\n"}), passes()},
        {"no MKNOD",
         [](World& w) {
           w.container.device_cgroup_rules = seen_texts({"b *:* rwm"});
           w.container.cap_drop = seen_texts({"MKNOD"});
         },
         passes()},
        {"privileges bring MKNOD back, and the rule stays one of its own",
         [](World& w) {
           device_rules({"b *:* rwm"})(w);
           w.container.cap_drop = seen_texts({"ALL"});
           w.container.privileged = seen(true);
         },
         violates("b *:* rwm")},
        {"Podman grants no MKNOD",
         both(device_rules({"b *:* rwm"}), [](World& w) { w.engine.kind = EngineKind::podman; }), passes()},
        {"users remapped", both(device_rules({"a"}), users_remapped),
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"not reported",
         both(device_rules({}), [](World& w) { w.container.device_cgroup_rules = missing(Cause::not_reported); }),
         is_unknown(Cause::not_reported)},
        {"not reported, no MKNOD", [](World& w) { w.container.device_cgroup_rules = missing(Cause::not_reported); },
         passes()},
        {"not reported by Podman, which grants no MKNOD",
         both(device_rules({}),
              [](World& w) {
                w.engine.kind = EngineKind::podman;
                w.container.device_cgroup_rules = missing(Cause::not_reported);
              }),
         passes()},
        {"not reported by Podman, MKNOD added",
         both(device_rules({}),
              [](World& w) {
                w.engine.kind = EngineKind::podman;
                w.container.cap_add = seen_texts({"MKNOD"});
                w.container.device_cgroup_rules = missing(Cause::not_reported);
              }),
         is_unknown(Cause::not_reported)},
        {"nothing reported",
         both(device_rules({}),
              [](World& w) {
                w.container.cap_add = missing(Cause::null);
                w.container.device_cgroup_rules = missing(Cause::not_reported);
              }),
         is_unknown(Cause::not_reported)},
        {"capabilities not reported",
         both(device_rules({"a"}), [](World& w) { w.container.cap_add = missing(Cause::null); }),
         is_unknown(Cause::null)},
        {"engine does not say whether it remaps users",
         both(device_rules({"a"}), [](World& w) { w.engine.security = missing(); }), is_unknown()},
    }};

}  // namespace plimsoll::testing
