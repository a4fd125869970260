#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

const std::vector<std::string> kRequired{"/proc/acpi", "/proc/asound",      "/proc/kcore",      "/proc/keys",
                                         "/proc/scsi", "/proc/sched_debug", "/proc/timer_list", "/sys/firmware"};

std::function<void(World&)> masked(std::vector<std::string> paths) {
  return [paths = std::move(paths)](World& w) { w.container.masked_paths = seen_shared(paths); };
}

std::vector<std::string> with(std::vector<std::string> paths, std::string more) {
  paths.push_back(std::move(more));
  return paths;
}

std::function<void(World&)> none(Cause cause) {
  return [cause](World& w) { w.container.masked_paths = w.container.readonly_paths = missing(cause); };
}

}  // namespace

const RuleCases masked_paths_removed_cases{
    "masked-paths-removed",
    {
        {"what every release masks", masked(kRequired), passes()},
        {"what later releases mask too", masked(with(kRequired, "/sys/devices/virtual/powercap")), passes()},
        {"masked in spite of being privileged", both(masked(kRequired), privileged), passes()},
        {"nothing masked", masked({}), violates(kRequired)},
        {"two missing",
         masked({"/proc/acpi", "/proc/asound", "/proc/keys", "/proc/scsi", "/proc/sched_debug", "/proc/timer_list"}),
         violates({"/proc/kcore", "/sys/firmware"})},
        {"similar names mask nothing",
         masked({"/proc/acpi", "/proc/asound", "/proc/kcore2", "/proc/keys", "/proc/scsi", "/proc/sched_debug",
                 "/proc/timer_list", "/sys/firmware"}),
         violates("/proc/kcore")},
        {"nothing masked besides privileged", both(masked({}), privileged), violates(kRequired)},
        {"privileged", both(none(Cause::null), privileged), implied_by("privileged", violates(kRequired))},
        {"privileged with Podman", both(none(Cause::not_reported), privileged),
         implied_by("privileged", violates(kRequired))},
        {"privileged, users remapped", both(both(none(Cause::null), privileged), users_remapped),
         implied_by("privileged-in-user-namespace", violates(kRequired))},
        {"privileged, and the list is nonsense", both(none(Cause::wrong_type), privileged),
         is_unknown(Cause::wrong_type)},
        {"no list", none(Cause::null), is_unknown(Cause::null)},
        {"Podman tells none", none(Cause::not_reported), is_unknown(Cause::not_reported)},
        {"neither list nor privileges", both(none(Cause::null), [](World& w) { w.container.privileged = missing(); }),
         is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
