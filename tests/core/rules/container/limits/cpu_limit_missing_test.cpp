#include "tests/core/rules/effective_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

void no_limit(World& w) { w.container.nano_cpus = seen(std::int64_t{0}); }

}  // namespace

const RuleCases cpu_limit_missing_cases{
    "cpu-limit-missing",
    {
        {"processors limited", [](World&) {}, passes()},
        {"no limit", [](World& w) { w.container.nano_cpus = seen(std::int64_t{0}); }, violates("cpu")},
        {"asked for, and removed behind the engine's back",
         limits({.cpu_quota_us = kNoLimit, .cpu_weighted = false, .cpu_restricted = false}), violates("cpu")},
        {"asked for, and not all of the kernel's side is known", limits({.cpu_quota_us = kNoLimit}), passes()},
        {"asked for, and in force", limits({.cpu_quota_us = 50'000, .cpu_weighted = false, .cpu_restricted = false}),
         passes()},
        {"asked for, the kernel's side not read", without_effective, passes()},
        {"none asked for, and a quota is in force", all_of({no_limit, limits({.cpu_quota_us = 50'000})}), passes()},
        {"none asked for, and a weight is in force", all_of({no_limit, limits({.cpu_weighted = true})}), passes()},
        {"none asked for, and a set of CPUs is in force", all_of({no_limit, limits({.cpu_restricted = true})}),
         passes()},
        {"none asked for, and none in force",
         all_of({no_limit, limits({.cpu_quota_us = kNoLimit, .cpu_weighted = false, .cpu_restricted = false})}),
         violates("cpu")},
        {"shares",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_shares = seen(std::int64_t{512});
         },
         passes()},
        {"the shares that all have",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_shares = seen(std::int64_t{1024});
         },
         violates("cpu")},
        {"one share more",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_shares = seen(std::int64_t{1025});
         },
         passes()},
        {"quota",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_quota_us = seen(std::int64_t{50000});
         },
         passes()},
        {"quota without end",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_quota_us = seen(std::int64_t{-1});
         },
         violates("cpu")},
        {"a set of processors",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpuset_cpus = seen("0-1");
         },
         passes()},
        {"shares not reported",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_shares = missing();
         },
         is_unknown()},
        {"quota not reported",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpu_quota_us = missing();
         },
         is_unknown()},
        {"set not reported",
         [](World& w) {
           w.container.nano_cpus = seen(std::int64_t{0});
           w.container.cpuset_cpus = missing();
         },
         is_unknown()},
        {"limit not reported", [](World& w) { w.container.nano_cpus = missing(); }, is_unknown()},
        {"limited, the rest not reported",
         [](World& w) {
           w.container.cpu_shares = missing();
           w.container.cpuset_cpus = missing();
         },
         passes()},
    }};

TEST(CpuLimitMissing, FixAddsALimit) {
  World w;
  w.container.nano_cpus = seen(std::int64_t{0});
  EXPECT_THAT(spelled(fix_in(rule("cpu-limit-missing"), w)), ::testing::ElementsAre("+ --cpus=1 | cpus: 1"));
}

}  // namespace plimsoll::testing
