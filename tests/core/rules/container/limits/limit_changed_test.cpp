#include <gtest/gtest.h>

#include "tests/core/rules/effective_cases.hpp"

namespace plimsoll::testing {
namespace {

constexpr std::int64_t kMemory = std::int64_t{256} << 20;
constexpr std::int64_t kPids = 100;

void no_limits(World& w) {
  w.container.memory_bytes = w.container.nano_cpus = seen(std::int64_t{0});
  w.container.pids_limit = seen(std::int64_t{-1});
}

void by_quota(World& w) {
  w.container.nano_cpus = seen(std::int64_t{0});
  w.container.cpu_quota_us = seen(std::int64_t{20'000});
}

}  // namespace

const RuleCases limit_changed_cases{
    "limit-changed",
    {
        {"as asked for",
         limits({.memory_bytes = kMemory, .pids = kPids, .cpu_quota_us = 50'000, .cpu_period_us = 100'000}), passes()},
        {"rounded to pages", limits({.memory_bytes = kMemory - 4'095}), passes()},
        {"the same by another period", limits({.cpu_quota_us = 5'000, .cpu_period_us = 10'000}), passes()},
        {"removed",
         limits({.memory_bytes = kNoLimit, .pids = kNoLimit, .cpu_quota_us = kNoLimit, .cpu_period_us = 100'000}),
         violates({"memory", "pids", "cpu"})},
        {"raised", limits({.memory_bytes = 2 * kMemory}), violates("memory")},
        {"lowered", limits({.memory_bytes = kMemory, .pids = 50}), violates("pids")},
        {"a shorter quota", limits({.cpu_quota_us = 40'000, .cpu_period_us = 100'000}), violates("cpu")},
        {"a quota was asked for, and is in force",
         all_of({by_quota, limits({.cpu_quota_us = 20'000, .cpu_period_us = 100'000})}), passes()},
        {"a quota was asked for, and another is in force",
         all_of({by_quota, limits({.cpu_quota_us = 30'000, .cpu_period_us = 100'000})}), violates("cpu")},
        {"none was asked for, and some are there: systemd's",
         all_of({no_limits,
                 limits({.memory_bytes = kMemory, .pids = 4'915, .cpu_quota_us = 50'000, .cpu_period_us = 100'000})}),
         passes()},
        {"the groups lack these controls", limits({}), passes()},
        {"what was asked for is not reported",
         all_of({[](World& w) { w.container.memory_bytes = w.container.pids_limit = missing(); },
                 limits({.memory_bytes = kMemory, .pids = kPids})}),
         passes()},
        {"stopped", [](World& w) { w.container.pid = seen(std::int64_t{0}); },
         does_not_apply(NotApplicable::not_running)},
        {"not read", without_effective, is_unknown(Cause::no_permission)},
    }};

TEST(LimitChanged, ShowsBothSides) {
  World w;
  limits({.memory_bytes = kNoLimit})(w);
  const Evidence evidence = judge_in(rule("limit-changed"), w).items.front().evidence;
  EXPECT_EQ(evidence.source, Source::host);
  EXPECT_EQ(evidence.seen, "no limit; Seen = 268435456");
  EXPECT_EQ(evidence.wanted, "268435456");
}

}  // namespace plimsoll::testing
