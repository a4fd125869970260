#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/user_id.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/build/building/best-practices/#user",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"image.user"};

Verdict judge(const ImageFacts& image, const Context&) {
  if (!image.user) return unknown(image.user);
  if (!is_root_user(*image.user)) return pass();
  return violation(item("user", image.user, "a user other than root"));
}

}  // namespace

PLIMSOLL_RULE(image_runs_as_root){
    .id = "image-runs-as-root",
    .title = "Image starts as root unless told otherwise",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Whoever forgets --user gets root. Only the image's author knows which user its files were made for, so this "
        "is where it is best settled.",
    .remediation = "Make a user in the Dockerfile and name it, by number, in its last USER instruction.",
    .impact = "Files that the program writes must belong to that user; ports below 1024 may need a setting.",
    .violation_example = "no USER, USER root, USER 0:1000",
    .pass_example = "USER 1000, USER 1000:0",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
