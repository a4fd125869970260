#include "tests/core/rules/effective_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases memory_limit_missing_cases{
    "memory-limit-missing",
    {
        {"limited", [](World&) {}, passes()},
        {"no limit", [](World& w) { w.container.memory_bytes = seen(std::int64_t{0}); }, violates("memory")},
        {"as much as the host has", [](World& w) { w.container.memory_bytes = seen(std::int64_t{8LL << 30}); },
         passes()},
        {"one byte more than the host has",
         [](World& w) { w.container.memory_bytes = seen(std::int64_t{(8LL << 30) + 1}); }, violates("memory")},
        {"host memory not divisible by 100, all of it",
         [](World& w) {
           w.engine.memory_total_bytes = seen(std::int64_t{12345});
           w.container.memory_bytes = seen(std::int64_t{12345});
         },
         passes()},
        {"half of it allowed, more taken",
         [](World& w) {
           w.container.memory_bytes = seen(std::int64_t{(4LL << 30) + 1});
           w.settings.set(rule("memory-limit-missing").settings[0], 50);
         },
         violates("memory")},
        {"half of it allowed and taken",
         [](World& w) {
           w.container.memory_bytes = seen(std::int64_t{4LL << 30});
           w.settings.set(rule("memory-limit-missing").settings[0], 50);
         },
         passes()},
        {"no limit, host memory not reported",
         [](World& w) {
           w.container.memory_bytes = seen(std::int64_t{0});
           w.engine.memory_total_bytes = missing();
         },
         violates("memory")},
        {"host memory not reported", [](World& w) { w.engine.memory_total_bytes = missing(); }, is_unknown()},
        {"host without memory", [](World& w) { w.engine.memory_total_bytes = seen(std::int64_t{0}); },
         is_unknown(Cause::not_reported)},
        {"asked for, and removed behind the engine's back", limits({.memory_bytes = kNoLimit}), violates("memory")},
        {"asked for, and raised above what the host has", limits({.memory_bytes = std::int64_t{9} << 30}),
         violates("memory")},
        {"none asked for, and one is in force",
         all_of({[](World& w) { w.container.memory_bytes = seen(std::int64_t{0}); },
                 limits({.memory_bytes = std::int64_t{1} << 30})}),
         passes()},
        {"none asked for, and none in force",
         all_of(
             {[](World& w) { w.container.memory_bytes = seen(std::int64_t{0}); }, limits({.memory_bytes = kNoLimit})}),
         violates("memory")},
        {"not reported, and one is in force",
         all_of({[](World& w) { w.container.memory_bytes = missing(); }, limits({.memory_bytes = 1 << 30})}), passes()},
        {"asked for, the kernel's side not read", without_effective, passes()},
        {"not reported", [](World& w) { w.container.memory_bytes = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
    }};

TEST(MemoryLimitMissing, ShowsBothSides) {
  World w;
  limits({.memory_bytes = kNoLimit})(w);
  const Evidence evidence = judge_in(rule("memory-limit-missing"), w).items.front().evidence;
  EXPECT_EQ(evidence.path, "cgroup memory");
  EXPECT_EQ(evidence.seen, "no limit; Seen = 268435456");
}

TEST(MemoryLimitMissing, FixAddsALimit) {
  World w;
  w.container.memory_bytes = seen(std::int64_t{0});
  EXPECT_THAT(spelled(fix_in(rule("memory-limit-missing"), w)),
              ::testing::ElementsAre("+ --memory=512m | mem_limit: 512m"));
}

TEST(MemoryLimitMissing, FixReplacesALimitThatIsNone) {
  World w;
  w.container.memory_bytes = seen(std::int64_t{64LL << 30});
  EXPECT_THAT(spelled(fix_in(rule("memory-limit-missing"), w)),
              ::testing::ElementsAre("- --memory=64g | mem_limit: 64g", "+ --memory=512m | mem_limit: 512m"));
}

}  // namespace plimsoll::testing
