#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

const std::vector<std::string> kRequired{"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"};

std::function<void(World&)> read_only(std::vector<std::string> paths) {
  return [paths = std::move(paths)](World& w) { w.container.readonly_paths = seen_shared(paths); };
}

std::function<void(World&)> none(Cause cause) {
  return [cause](World& w) { w.container.masked_paths = w.container.readonly_paths = missing(cause); };
}

}  // namespace

const RuleCases readonly_paths_removed_cases{
    "readonly-paths-removed",
    {
        {"what every release makes read-only", read_only(kRequired), passes()},
        {"more, in another order",
         read_only({"/proc/sysrq-trigger", "/proc/sys", "/proc/new", "/proc/irq", "/proc/fs", "/proc/bus"}), passes()},
        {"nothing read-only", read_only({}), violates(kRequired)},
        {"one missing", read_only({"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sysrq-trigger"}),
         violates("/proc/sys")},
        {"a part of it is not it",
         read_only({"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys/kernel", "/proc/sysrq-trigger"}),
         violates("/proc/sys")},
        {"privileged", both(none(Cause::null), privileged), implied_by("privileged", violates(kRequired))},
        {"nothing read-only besides privileged", both(read_only({}), privileged), violates(kRequired)},
        {"Podman tells none", none(Cause::not_reported), is_unknown(Cause::not_reported)},
        {"not reported", none(Cause::absent), is_unknown()},
    }};

}  // namespace plimsoll::testing
