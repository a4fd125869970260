#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases ulimit_excessive_cases{
    "ulimit-excessive",
    {
        {"none set", [](World&) {}, does_not_apply(NotApplicable::not_set)},
        {"at the ceiling", [](World& w) { w.container.ulimits = seen({Ulimit{"nofile", 1048576, 1048576}}); },
         passes()},
        {"hard limit above", [](World& w) { w.container.ulimits = seen({Ulimit{"nofile", 1024, 1048577}}); },
         violates("nofile")},
        {"without end", [](World& w) { w.container.ulimits = seen({Ulimit{"nofile", -1, -1}}); }, violates("nofile")},
        {"processes without end",
         [](World& w) { w.container.ulimits = seen({Ulimit{"nofile", 1024, 1024}, Ulimit{"nproc", 100, -1}}); },
         violates("nproc")},
        {"what Podman reports of every container",
         [](World& w) {
           w.container.ulimits = seen({Ulimit{"nofile", 1048576, 1048576}, Ulimit{"nproc", 4194304, 4194304}});
         },
         passes()},
        {"memory that may be locked", [](World& w) { w.container.ulimits = seen({Ulimit{"memlock", -1, -1}}); },
         passes()},
        {"above a lower ceiling",
         [](World& w) {
           w.container.ulimits = seen({Ulimit{"nofile", 1024, 1024}});
           w.settings.set(rule("ulimit-excessive").settings[0], 1000);
         },
         violates("nofile")},
        {"not reported", [](World& w) { w.container.ulimits = missing(); }, is_unknown()},
    }};

TEST(UlimitExcessive, FixLowersOnlyWhatIsAbove) {
  World w;
  w.container.ulimits = seen({Ulimit{"nofile", 1024, -1}});
  EXPECT_THAT(
      spelled(fix_in(rule("ulimit-excessive"), w)),
      ::testing::ElementsAre("- --ulimit=nofile=1024:-1 | ulimits: {nofile: {soft: 1024, hard: -1}}",
                             "+ --ulimit=nofile=1024:1048576 | ulimits: {nofile: {soft: 1024, hard: 1048576}}"));
}

}  // namespace plimsoll::testing
