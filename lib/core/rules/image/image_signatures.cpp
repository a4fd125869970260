#include <set>

#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/image_reference.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.12"}};
constexpr std::string_view kReferences[] = {"https://docs.sigstore.dev/cosign/verifying/verify/",
                                            "https://docs.docker.com/build/metadata/attestations/"};
constexpr std::string_view kReads[] = {"image.repo_digests"};

std::string repositories_of(const std::vector<std::string>& digests) {
  std::set<std::string> repositories;
  for (const std::string& digest : digests) repositories.insert(repository_of(digest));
  repositories.erase("");
  return show(std::vector(repositories.begin(), repositories.end()));
}

Verdict judge(const ImageFacts& image, const Context&) {
  const auto& digests = image.repo_digests;
  if (!digests) return unknown(digests);
  const auto count = static_cast<std::int64_t>(digests->size());
  return manual({item_of("digests", digests, std::string(digests.path()), show(count), "each with a valid signature"),
                 item_of("repositories", digests, std::string(digests.path()), repositories_of(*digests),
                         "ones whose images are signed")});
}

}  // namespace

PLIMSOLL_RULE(image_signatures){
    .id = "image-signatures",
    .title = "Nobody may have checked the signature of the image",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A digest proves that the bytes are those of the registry, not who made them. Engines keep no record of a "
        "check, so a person has to look at how images get onto this host.",
    .remediation =
        "Verify each digest before it is pulled: cosign verify, notation verify, or what the registry offers.",
    .impact = "Images without a signature can no longer be deployed.",
    .violation_example = "asks a person: an image that was pulled by tag, unchecked",
    .pass_example = "asks a person: cosign verify --key KEY registry.example.org/web@sha256:…",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .for_a_person = true,
};

}  // namespace plimsoll::rules
