#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

/// All capabilities dropped, as in the world where nothing is wrong.
std::function<void(World&)> device_rules(std::vector<std::string> texts) {
  return [texts = std::move(texts)](World& w) { w.container.device_cgroup_rules = seen_texts(texts); };
}

void default_capabilities(World& w) { w.container.cap_drop = seen_texts({}); }

}  // namespace

const RuleCases device_cgroup_rule_cases{
    "device-cgroup-rule",
    {
        {"none", device_rules({}), passes()},
        {"character devices", device_rules({"c 188:* rwm", "c 189:* r"}), violates({"c 188:* rwm", "c 189:* r"})},
        {"nonsense is a rule too", device_rules({"", "rwm b"}), violates({"", "rwm b"})},
        {"twice", device_rules({"c 188:* rwm", "c 188:* rwm"}), violates("c 188:* rwm")},
        {"disks have their own rule", both(device_rules({"b 8:* rwm"}), default_capabilities), passes()},
        {"disks, without making nodes", both(device_rules({"b 8:* r"}), default_capabilities), passes()},
        {"disks and others", both(device_rules({"b 8:* rwm", "c 188:* r"}), default_capabilities),
         violates("c 188:* r")},
        {"disks, without MKNOD", device_rules({"b 8:* rwm"}), violates("b 8:* rwm")},
        {"disks, users remapped", both(both(device_rules({"a"}), default_capabilities), users_remapped), violates("a")},
        {"not reported", [](World& w) { w.container.device_cgroup_rules = missing(); }, is_unknown()},
        {"disks, and nobody knows about MKNOD",
         both(device_rules({"b 8:* rwm"}), [](World& w) { w.container.cap_drop = missing(Cause::null); }),
         is_unknown(Cause::null)},
        {"what is certain is a violation",
         both(device_rules({"b 8:* rwm", "c 1:1 r"}), [](World& w) { w.container.cap_drop = missing(); }),
         violates("c 1:1 r")},
    }};

}  // namespace plimsoll::testing
