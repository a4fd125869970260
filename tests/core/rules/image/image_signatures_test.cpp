#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases image_signatures_cases{
    "image-signatures",
    {

        {"what helps to judge", [](World&) {}, asks_a_person({"digests", "repositories"})},
        {"from no registry", [](World& w) { w.image.repo_digests = seen_texts({}); },
         asks_a_person({"digests", "repositories"})},
        {"not read", [](World& w) { w.image.repo_digests = missing(); }, is_unknown()},
    }};

TEST(ImageSignatures, ShowsEachRepositoryOnce) {
  World w;
  w.image.repo_digests = seen_texts({"web@sha256:1", "web@sha256:2", "<none>@<none>", "quay.io/web@sha256:1"});
  const Verdict verdict = judge_in(rule("image-signatures"), w);
  EXPECT_EQ(verdict.items.at(1).evidence.seen, "[docker.io/library/web, quay.io/web]");
}

}  // namespace plimsoll::testing
