#include "tests/core/rules/effective_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases pids_limit_missing_cases{
    "pids-limit-missing",
    {
        {"limited", [](World&) {}, passes()},
        {"none", [](World& w) { w.container.pids_limit = seen(std::int64_t{0}); }, violates("pids")},
        {"without end", [](World& w) { w.container.pids_limit = seen(std::int64_t{-1}); }, violates("pids")},
        {"at the ceiling", [](World& w) { w.container.pids_limit = seen(std::int64_t{16384}); }, passes()},
        {"above the ceiling", [](World& w) { w.container.pids_limit = seen(std::int64_t{16385}); }, violates("pids")},
        {"above a lower ceiling", [](World& w) { w.settings.set(rule("pids-limit-missing").settings[0], 99); },
         violates("pids")},
        {"asked for, and removed behind the engine's back", limits({.pids = kNoLimit}), violates("pids")},
        {"none asked for, and one is in force: systemd's",
         all_of({[](World& w) { w.container.pids_limit = seen(std::int64_t{0}); }, limits({.pids = 4'915})}), passes()},
        {"none asked for, and one in force that is none",
         all_of({[](World& w) { w.container.pids_limit = seen(std::int64_t{0}); }, limits({.pids = 100'000})}),
         violates("pids")},
        {"asked for, the kernel's side not read", without_effective, passes()},
        {"not reported", [](World& w) { w.container.pids_limit = missing(Cause::not_reported); },
         is_unknown(Cause::not_reported)},
    }};

TEST(PidsLimitMissing, FixAddsALimit) {
  World w;
  w.container.pids_limit = seen(std::int64_t{-1});
  EXPECT_THAT(spelled(fix_in(rule("pids-limit-missing"), w)),
              ::testing::ElementsAre("+ --pids-limit=200 | pids_limit: 200"));
}

TEST(PidsLimitMissing, FixReplacesAnAbsurdLimit) {
  World w;
  w.container.pids_limit = seen(std::int64_t{4000000});
  EXPECT_THAT(
      spelled(fix_in(rule("pids-limit-missing"), w)),
      ::testing::ElementsAre("- --pids-limit=4000000 | pids_limit: 4000000", "+ --pids-limit=200 | pids_limit: 200"));
}

}  // namespace plimsoll::testing
