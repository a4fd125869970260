#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.4"}};
constexpr std::string_view kReferences[] = {"https://trivy.dev/docs/latest/guide/target/container_image/",
                                            "https://github.com/anchore/grype"};
constexpr std::string_view kReads[] = {"image.scan"};

Verdict judge(const ImageFacts& image, const Context&) {
  const auto& scan = image.scan;
  if (scan) return pass();
  if (scan.cause() != Cause::absent) return unknown(scan);
  return violation({"scan", {scan.source(), std::string(scan.path()), "no report", "a report of Trivy or Grype"}});
}

}  // namespace

PLIMSOLL_RULE(image_not_scanned){
    .id = "image-not-scanned",
    .title = "Image was never scanned for known vulnerabilities",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "What is known about the packages of an image is of use only to whoever looks.",
    .remediation =
        "Scan it with Trivy or Grype and leave the report, as JSON, in the directory that plimsoll is told of.",
    .impact = "A scan reads the whole image: it takes minutes and a database of current vulnerabilities.",
    .violation_example = "no report in the directory is about this image",
    .pass_example = "trivy image --format json --output DIRECTORY/web.json web:1",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
