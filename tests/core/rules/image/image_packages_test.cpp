#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases image_packages_cases{
    "image-packages",
    {

        {"what helps to judge", [](World&) {}, asks_a_person({"user", "layers", "privileged files", "ports"})},
        {"files are still looked at", [](World& w) { w.image.privileged_files = missing(Cause::pending); },
         asks_a_person({"user", "layers", "privileged files", "ports"})},
        {"ports not read", [](World& w) { w.image.exposed_ports = missing(); },
         asks_a_person({"user", "layers", "privileged files", "ports"})},
        {"layers not read", [](World& w) { w.image.layers = missing(); }, is_unknown()},
        {"user not read", [](World& w) { w.image.user = missing(Cause::unreadable); }, is_unknown(Cause::unreadable)},
    }};

TEST(ImagePackages, ShowsCountsOrWhyThereIsNone) {
  World w;
  w.image.exposed_ports = seen_texts({"80/tcp", "443/tcp"});
  w.image.privileged_files = missing(Cause::pending);
  const Verdict verdict = judge_in(rule("image-packages"), w);
  ASSERT_EQ(verdict.items.size(), 4U);
  EXPECT_EQ(verdict.items[2].evidence.seen, "pending");
  EXPECT_EQ(verdict.items[3].evidence.seen, "2");
}

}  // namespace plimsoll::testing
