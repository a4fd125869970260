#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/image_reference.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    "https://docs.docker.com/reference/cli/docker/image/pull/#pull-an-image-by-digest-immutable-identifier"};

Verdict judge(const ContainerFacts& container, const Context&) {
  if (container.image.empty()) return unknown(Cause::absent, Source::inspect, kImageField);
  if (names_content(container)) return pass();
  return violation({"image", {Source::inspect, std::string(kImageField), container.image, "REPOSITORY@sha256:DIGEST"}});
}

}  // namespace

PLIMSOLL_RULE(image_not_pinned){
    .id = "image-not-pinned",
    .title = "Container was started from a tag, which may mean another image tomorrow",
    .severity = Severity::low,
    .rationale =
        "A tag is a name that whoever may push can move: the next start on this host, or the same start on another "
        "one, may run something that nobody looked at.",
    .remediation = "Name the image by digest, beside its tag for the reader: web:1.4@sha256:….",
    .impact = "Updates need a change of the digest, which tools such as Renovate make.",
    .violation_example = "docker run web:1.4, docker run web",
    .pass_example = "docker run web@sha256:…, docker run 4bcff63911fc",
    .references = kReferences,
    .judge = judge,
};

}  // namespace plimsoll::rules
