#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases data_root_shares_file_system_cases{
    "data-root-shares-file-system",
    {
        {"its own", [](World& w) { w.host.data_root_mount_point = seen("/var/lib/docker"); }, passes()},
        {"one above it", [](World& w) { w.host.data_root_mount_point = seen("/srv"); }, passes()},
        {"the root's", [](World& w) { w.host.data_root_mount_point = seen("/"); }, violates("data-root")},
        {"/var's", [](World& w) { w.host.data_root_mount_point = seen("/var"); }, passes()},
        {"/var's, which the policy wants kept",
         [](World& w) {
           w.host.data_root_mount_point = seen("/var");
           w.settings.set(rule("data-root-shares-file-system").settings[0], {"/", "/var/"});
         },
         violates("data-root")},
        {"below /var, which the policy wants kept",
         [](World& w) {
           w.host.data_root_mount_point = seen("/var/lib");
           w.settings.set(rule("data-root-shares-file-system").settings[0], {"/", "/var"});
         },
         passes()},
        {"not read", [](World& w) { w.host.data_root_mount_point = missing(Cause::unreadable); },
         is_unknown(Cause::unreadable)},
    }};

}  // namespace plimsoll::testing
