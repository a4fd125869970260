#include "lib/host/scan_report.hpp"

#include <algorithm>

#include "lib/host/json.hpp"
#include "lib/host/rfc3339.hpp"

namespace plimsoll::host {
namespace {

/// The rest of a report, descriptions and references, is most of it.
constexpr std::string_view kKeys[] = {
    // Trivy
    "ArtifactName", "Class", "CreatedAt", "FixedVersion", "ImageID", "Metadata", "RepoDigests", "Results",
    "SchemaVersion", "Severity", "Vulnerabilities", "VulnerabilityID",
    // Grype
    "descriptor", "fix", "id", "imageID", "matches", "repoDigests", "severity", "source", "state", "target",
    "timestamp", "vulnerability"};

bool keeps(int /*depth*/, const std::string& key) { return std::ranges::count(kKeys, key) != 0; }

const Json& at(const Json& json, const char* key) {
  static const Json kNull;
  const Json* value = member(json, key);
  return value == nullptr ? kNull : *value;
}

std::vector<std::string> texts_at(const Json& json, const char* key) {
  std::vector<std::string> texts;
  for (const Json& element : at(json, key)) {
    if (element.is_string()) texts.push_back(element.get<std::string>());
  }
  return texts;
}

std::vector<std::string> sorted_once(std::vector<std::string> ids) {
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

std::vector<std::string> critical_of_trivy(const Json& report) {
  std::vector<std::string> ids;
  for (const Json& result : at(report, "Results")) {
    for (const Json& found : at(result, "Vulnerabilities")) {
      const bool counts = text_at(found, "Severity") == "CRITICAL" && !text_at(found, "FixedVersion").empty();
      if (counts) ids.push_back(text_at(found, "VulnerabilityID"));
    }
  }
  return sorted_once(std::move(ids));
}

std::vector<std::string> critical_of_grype(const Json& report) {
  std::vector<std::string> ids;
  for (const Json& match : at(report, "matches")) {
    const Json& found = at(match, "vulnerability");
    const bool counts = text_at(found, "severity") == "Critical" && text_at(at(found, "fix"), "state") == "fixed";
    if (counts) ids.push_back(text_at(found, "id"));
  }
  return sorted_once(std::move(ids));
}

/// One of secrets or misconfigurations alone, or of an image that Trivy knows no packages of, finds nothing either.
bool looked_for_packages(const Json& report) {
  const Json& results = at(report, "Results");
  return std::ranges::any_of(results, [](const Json& result) {
    const std::string kind = text_at(result, "Class");
    return kind == "os-pkgs" || kind == "lang-pkgs";
  });
}

ScanReport trivy(const Json& report) {
  const Json& image = at(report, "Metadata");
  return {.image_id = text_at(image, "ImageID"),
          .repo_digests = texts_at(image, "RepoDigests"),
          .scan = {.scanner = "trivy",
                   .scanned_at = seconds_of_rfc3339(text_at(report, "CreatedAt")).value_or(0),
                   .critical = critical_of_trivy(report)}};
}

ScanReport grype(const Json& report) {
  const Json& image = at(at(report, "source"), "target");
  return {.image_id = text_at(image, "imageID"),
          .repo_digests = texts_at(image, "repoDigests"),
          .scan = {.scanner = "grype",
                   .scanned_at = seconds_of_rfc3339(text_at(at(report, "descriptor"), "timestamp")).value_or(0),
                   .critical = critical_of_grype(report)}};
}

}  // namespace

Answer<ScanReport> parse_scan_report(std::string_view text) {
  const auto report = parse_json(text, keeps);
  if (!report) return Cause::malformed;
  if (member(*report, "ArtifactName") != nullptr && looked_for_packages(*report)) return trivy(*report);
  if (at(*report, "matches").is_array() && member(*report, "source") != nullptr) return grype(*report);
  return Cause::not_reported;
}

}  // namespace plimsoll::host
