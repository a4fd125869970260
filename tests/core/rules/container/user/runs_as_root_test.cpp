#include <gtest/gtest.h>

#include "tests/core/rules/effective_cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> user(std::string text) {
  return [text = std::move(text)](World& w) { w.container.user = seen(text); };
}

void remap(World& w) { w.remap_users(); }

std::function<void(World&)> user_with_processes(std::string text, std::vector<std::uint32_t> users) {
  return [=](World& w) {
    std::vector<ContainerProcess> processes;
    for (const std::uint32_t uid : users) processes.push_back({.program = "web", .uid = uid});
    w.container.user = seen(text);
    w.host.container_processes = seen({ContainerProcesses{w.container.id, seen(processes)}});
  };
}

std::function<void(World&)> user_and(std::string text, std::vector<ProcessCredentials> seen_processes) {
  return all_of({user(std::move(text)), processes(std::move(seen_processes))});
}

void starting_up(World& w) {
  EffectiveState state = **w.container.effective;
  state.starting_up = true;
  set_effective(w, std::move(state));
}

void soon_known(World& w) { w.container.effective = missing(Cause::pending); }

ProcessCredentials may_return_to_root() { return {.uid = 5, .effective_uid = 5, .saved_uid = 0}; }

}  // namespace

const RuleCases runs_as_root_cases{
    "runs-as-root",
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
        {"root, and its service dropped to a user", user_and("root", {process_of(1000)}), passes()},
        {"no user, and all processes are users'", user_and("", {process_of(7), process_of(8)}), passes()},
        {"root, as asked for", user_and("root", {process_of(0)}), violates("user")},
        {"an init stays root's while the service drops it", user_and("root", {process_of(0), process_of(7)}),
         violates("user")},
        {"one that can return to root", user_and("root", {may_return_to_root()}), violates("user")},
        {"root, but it began moments ago", all_of({user_and("root", {process_of(0)}), starting_up}),
         is_unknown(Cause::pending)},
        {"a user, a process is root's, but it began moments ago", all_of({user_and("5", {process_of(0)}), starting_up}),
         is_unknown(Cause::pending)},
        {"it began moments ago and dropped root at once", all_of({user_and("root", {process_of(7)}), starting_up}),
         passes()},
        {"root, its processes are about to be read", all_of({user("root"), soon_known}), is_unknown(Cause::pending)},
        {"a user, its processes are about to be read", all_of({user("7"), soon_known}), passes()},
        {"a user, and a process is root's", user_and("1000", {process_of(1000), process_of(0)}), violates("user")},
        {"a user, and somebody execs as root", user_and("1000", {process_of(1000), entered(process_of(0))}), passes()},
        {"root's service dropped, and somebody execs as root", user_and("", {process_of(7), entered(process_of(0))}),
         passes()},
        {"nothing but an exec is known", user_and("root", {entered(process_of(7))}), violates("user")},
        {"root, as asked for, users remapped", all_of({user_and("root", {process_of(100'000)}), &remap}),
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"a user, users remapped", all_of({user_and("5", {process_of(100'005)}), &remap}), passes()},
        {"root's of a rootless engine", all_of({user_and("root", {process_of(0)}), &remap}),
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"user not reported, processes are users'",
         all_of({[](World& w) { w.container.user = missing(); }, processes({process_of(7)})}), passes()},
        {"user not reported, processes are root's",
         all_of({[](World& w) { w.container.user = missing(); }, processes({process_of(0)})}), violates("user")},
        {"root, processes not read", all_of({user("root"), without_effective}), violates("user")},
        {"not reported", [](World& w) { w.container.user = missing(); }, is_unknown()},
        {"root, and the engine does not say whether it remaps users",
         [](World& w) {
           w.container.user = seen("");
           w.engine.security = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    }};

TEST(RunsAsRoot, SaysWhoIsRoot) {
  World w;
  user_and("root", {process_of(0), process_of(7)})(w);
  const Evidence evidence = judge_in(rule("runs-as-root"), w).items.front().evidence;
  EXPECT_EQ(evidence.source, Source::host);
  EXPECT_EQ(evidence.path, "/proc/PID/status Uid");
  EXPECT_EQ(evidence.seen, "uid 0, 7 (its first process is root's); Seen = root");
}

TEST(RunsAsRoot, WhatWasAskedForAndIsSoKeepsItsEvidence) {
  World w;
  user("root")(w);
  const Verdict declared = judge_in(rule("runs-as-root"), w);
  processes({process_of(0)})(w);
  EXPECT_EQ(judge_in(rule("runs-as-root"), w), declared);
}

}  // namespace plimsoll::testing
