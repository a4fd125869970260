#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/effective_cases.hpp"

namespace plimsoll::testing {
namespace {

constexpr CapabilityMask kNetAdmin = CapabilityMask{1} << 12U;

void with_defaults(World& w) { w.container.cap_drop = seen_texts({}); }

ProcessCredentials nested(ProcessCredentials process) {
  process.nested_user_namespace = true;
  return process;
}

/// CapBnd alone: what a set-id program could give it.
ProcessCredentials may_get(CapabilityMask mask) { return {.bounding = mask}; }

}  // namespace

const RuleCases process_exceeds_container_cases{
    "process-exceeds-container",
    {
        {"what was given", all_of({with_defaults, processes({holding(kDefaultCapabilities)})}), passes()},
        {"less than was given", all_of({with_defaults, processes({holding(0)})}), passes()},
        {"one that was added",
         all_of({with_defaults, [](World& w) { w.container.cap_add = seen_texts({"NET_ADMIN"}); },
                 processes({holding(kDefaultCapabilities | kNetAdmin)})}),
         passes()},
        {"all were added",
         all_of({[](World& w) { w.container.cap_add = seen_texts({"ALL"}); }, processes({holding(kEveryCapability)})}),
         passes()},
        {"one too many", all_of({with_defaults, processes({holding(kDefaultCapabilities | kNetAdmin)})}),
         violates("capabilities")},
        {"one that was dropped", processes({holding(1)}), violates("capabilities")},
        {"one that it could get", all_of({with_defaults, processes({may_get(kNetAdmin)})}), violates("capabilities")},
        {"of another process than the first",
         all_of({with_defaults, processes({holding(kDefaultCapabilities), entered(holding(kEveryCapability))})}),
         violates("capabilities")},
        {"of a privileged session",
         all_of({with_defaults, processes({holding(kDefaultCapabilities), entered(holding(kEveryCapability))}),
                 [](World& w) { w.container.exec_sessions = seen({ExecSession{.id = "1", .privileged = true}}); }}),
         implied_by("privileged-exec", violates("capabilities"))},
        {"a session of another user",
         all_of({with_defaults, processes({holding(kDefaultCapabilities), entered(holding(kDefaultCapabilities))}),
                 [](World& w) { w.container.exec_sessions = seen({ExecSession{.id = "1", .user = "root"}}); }}),
         passes()},
        {"in a user namespace of its own making",
         all_of({with_defaults, processes({holding(kDefaultCapabilities), nested(holding(kEveryCapability))})}),
         passes()},
        {"privileged",
         all_of({[](World& w) { w.container.privileged = seen(true); }, processes({holding(kEveryCapability)})}),
         passes()},
        {"stopped", [](World& w) { w.container.pid = seen(std::int64_t{0}); },
         does_not_apply(NotApplicable::not_running)},
        {"Podman's default set is a matter of its configuration",
         all_of({[](World& w) { w.engine.kind = EngineKind::podman; }, processes({holding(kEveryCapability)})}),
         does_not_apply(NotApplicable::other_engine)},
        {"not read", without_effective, is_unknown(Cause::no_permission)},
        {"privileges not reported", [](World& w) { w.container.privileged = missing(Cause::null); },
         is_unknown(Cause::null)},
        {"added ones not reported", [](World& w) { w.container.cap_add = missing(Cause::null); },
         is_unknown(Cause::null)},
        {"dropped ones not reported", [](World& w) { w.container.cap_drop = missing(Cause::null); },
         is_unknown(Cause::null)},
    }};

TEST(ProcessExceedsContainer, NamesWhatIsTooMuchAndWhoHasIt) {
  World w;
  processes({holding(0), entered(holding(kNetAdmin | CapabilityMask{1} << 45U))})(w);
  const Evidence evidence = judge_in(rule("process-exceeds-container"), w).items.front().evidence;
  EXPECT_EQ(evidence.source, Source::host);
  EXPECT_EQ(evidence.seen, "[NET_ADMIN, CAP_45] of a process that was started from outside");
  EXPECT_EQ(evidence.wanted, "at most []");
}

}  // namespace plimsoll::testing
