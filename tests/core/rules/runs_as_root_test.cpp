#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> user(std::string text) {
  return [text = std::move(text)](World& w) { w.container.user = seen(text); };
}

std::function<void(World&)> user_with_processes(std::string text, std::vector<std::uint32_t> users) {
  return [=](World& w) {
    std::vector<ContainerProcess> processes;
    for (const std::uint32_t uid : users) processes.push_back({.program = "web", .uid = uid});
    w.container.user = seen(text);
    w.host.container_processes = seen({ContainerProcesses{w.container.id, seen(processes)}});
  };
}

}  // namespace

extern const RuleCases runs_as_root_cases{
    rules::runs_as_root,
    {
        {"a number", user("1000"), passes()},
        {"a name", user("www-data"), passes()},
        {"root's group is not its user", user("1000:0"), passes()},
        {"a number that begins with 0", user("01000"), passes()},
        {"a name that begins like root", user("rootless"), passes()},
        {"hexadecimal is a name", user("0x0"), passes()},
        {"a space is a name", user(" 0"), passes()},
        {"two signs are a name", user("+-0"), passes()},
        {"a number too large is a name", user("99999999999999999999"), passes()},
        {"nothing", user(""), violates("user")},
        {"a group only", user(":1000"), violates("user")},
        {"by name", user("root"), violates("user")},
        {"by name, with a group", user("root:www-data"), violates("user")},
        {"by number", user("0"), violates("user")},
        {"by number, with a group", user("0:1000"), violates("user")},
        {"several zeros", user("00"), violates("user")},
        {"a positive zero", user("+0"), violates("user")},
        {"a negative zero", user("-0"), violates("user")},
        {"a name that the kernel takes for root", user_with_processes("toor", {0, 0}), violates("user")},
        {"a name, and somebody execs as root", user_with_processes("web", {1000, 0}), passes()},
        {"a name, and no process was seen", user_with_processes("web", {}), passes()},
        {"a name, and processes were not read",
         [](World& w) {
           w.container.user = seen("web");
           w.host.container_processes = missing(Cause::no_permission);
         },
         passes()},
        {"a number, whatever the processes are", user_with_processes("1000", {0}), passes()},
        {"users remapped",
         [](World& w) {
           w.container.user = seen("root");
           w.remap_users();
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"users remapped, without this container",
         [](World& w) {
           w.container.user = seen("root");
           w.remap_users();
           w.container.userns_mode = seen("host");
         },
         violates("user")},
        {"not reported", [](World& w) { w.container.user = missing(); }, is_unknown()},
        {"root, and the engine does not say whether it remaps users",
         [](World& w) {
           w.container.user = seen("");
           w.engine.security = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
