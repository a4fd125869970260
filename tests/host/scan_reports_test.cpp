#include "lib/host/scan_reports.hpp"

#include <gmock/gmock.h>

#include "lib/host/rfc3339.hpp"
#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kTrivy =
    R"({"SchemaVersion": 2, "CreatedAt": "2026-11-01T10:00:00.5+01:00", "ArtifactName": "web:1",
  "Metadata": {"ImageID": "sha256:a", "RepoDigests": ["r.example/web@sha256:d"], "OS": {"Family": "debian"}},
  "Results": [{"Target": "x"}, {"Class": "os-pkgs", "Vulnerabilities": [
    {"VulnerabilityID": "CVE-2", "Severity": "CRITICAL", "FixedVersion": "1.2", "Description": "long"},
    {"VulnerabilityID": "CVE-1", "Severity": "CRITICAL", "FixedVersion": "1.2"},
    {"VulnerabilityID": "CVE-1", "Severity": "CRITICAL", "FixedVersion": "1.2"},
    {"VulnerabilityID": "CVE-3", "Severity": "CRITICAL"},
    {"VulnerabilityID": "CVE-4", "Severity": "HIGH", "FixedVersion": "1.2"}]}]})";

constexpr const char* kGrype = R"({"matches": [
    {"vulnerability": {"id": "CVE-1", "severity": "Critical", "fix": {"versions": ["1"], "state": "fixed"}}, "artifact": {}},
    {"vulnerability": {"id": "CVE-2", "severity": "Critical", "fix": {"versions": [], "state": "not-fixed"}}},
    {"vulnerability": {"id": "CVE-3", "severity": "High", "fix": {"versions": ["1"], "state": "fixed"}}}],
  "source": {"type": "image", "target": {"userInput": "web", "imageID": "sha256:a", "repoDigests": []}},
  "descriptor": {"name": "grype", "timestamp": "2026-11-02T09:00:00.123456789Z"}})";

constexpr std::int64_t kTrivyTime = 1793523600;  // 2026-11-01T09:00:00Z
constexpr std::int64_t kGrypeTime = 1793610000;  // 2026-11-02T09:00:00Z

TEST(Rfc3339, ZonesAndFractions) {
  EXPECT_EQ(seconds_of_rfc3339("2026-11-01T09:00:00Z"), kTrivyTime);
  EXPECT_EQ(seconds_of_rfc3339("2026-11-01T09:00:00.999999999Z"), kTrivyTime);
  EXPECT_EQ(seconds_of_rfc3339("2026-11-01T10:30:00+01:30"), kTrivyTime);
  EXPECT_EQ(seconds_of_rfc3339("2026-11-01T08:00:00-01:00"), kTrivyTime);
}

TEST(Rfc3339, OtherTextIsNoTime) {
  for (const char* text : {"", "2026-11-01", "2026-11-01T09:00:00", "2026-13-01T09:00:00Z", "2026-11-01T09:00:00.5",
                           "2026-11-01T09:00:00+0100", "2026-11-01T09:00:00+aa:00"}) {
    EXPECT_EQ(seconds_of_rfc3339(text), std::nullopt) << text;
  }
}

TEST(ScanReport, OfTrivy) {
  const auto report = parse_scan_report(kTrivy);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->image_id, "sha256:a");
  EXPECT_THAT(report->repo_digests, ElementsAre("r.example/web@sha256:d"));
  EXPECT_EQ(report->scan, (ImageScan{"trivy", kTrivyTime, {"CVE-1", "CVE-2"}}));
}

TEST(ScanReport, OfGrype) {
  const auto report = parse_scan_report(kGrype);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->image_id, "sha256:a");
  EXPECT_EQ(report->scan, (ImageScan{"grype", kGrypeTime, {"CVE-1"}}));
}

TEST(ScanReport, OtherJsonIsNone) {
  EXPECT_EQ(parse_scan_report("{}").error(), Cause::not_reported);
  EXPECT_EQ(parse_scan_report("[1]").error(), Cause::not_reported);
  EXPECT_EQ(parse_scan_report(R"({"matches": []})").error(), Cause::not_reported);
}

TEST(ScanReport, ATruncatedOneIsMalformedWhereverItEnds) {
  const std::string whole = kTrivy;
  for (std::size_t size = 1; size < whole.size(); size += 7) {
    EXPECT_EQ(parse_scan_report(std::string_view(whole).substr(0, size)).error(), Cause::malformed) << size;
  }
}

TEST(ScanReport, FieldsOfOtherTypesAreLeftOut) {
  const auto report = parse_scan_report(R"({"ArtifactName": 1, "CreatedAt": [], "Metadata": [1],
                                           "Results": [1, {"Class": "lang-pkgs",
                                                           "Vulnerabilities": {"Severity": 1}}]})");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->image_id, "");
  EXPECT_EQ(report->scan.scanned_at, 0);
}

TEST(ScanReport, WithoutALookAtPackagesIsNone) {
  for (const char* text : {R"({"ArtifactName": "web:1"})", R"({"ArtifactName": "web:1", "Results": []})",
                           R"({"ArtifactName": "web:1", "Results": [{"Class": "secret"}, {"Class": "config"}]})",
                           R"({"source": {}})", R"({"matches": null, "source": {}})"}) {
    EXPECT_EQ(parse_scan_report(text).error(), Cause::not_reported) << text;
  }
  EXPECT_THAT(parse_scan_report(R"({"ArtifactName": "x", "Results": [{"Class": "os-pkgs"}]})")->scan.critical,
              IsEmpty());
  EXPECT_THAT(parse_scan_report(R"({"matches": [], "source": {}})")->scan.critical, IsEmpty());
}

Answer<ImageScan> newest(const Tree& tree, const std::string& id, const std::vector<std::string>& digests = {}) {
  const HostSource source(tree.root());
  ScanReports reports(source, "/reports", std::make_shared<ParsedReports>());
  reports.refresh();
  return reports.newest_about(id, digests);
}

TEST(ScanReports, TheNewestAboutAnImageCounts) {
  Tree tree;
  tree.file("/reports/a.json", kGrype).file("/reports/b.json", kTrivy).file("/reports/c.txt", "x");
  EXPECT_EQ(newest(tree, "sha256:a")->scanner, "grype");
}

TEST(ScanReports, AnImageIsKnownByIdOrDigestNotByName) {
  Tree tree;
  tree.file("/reports/b.json", kTrivy);
  EXPECT_EQ(newest(tree, "sha256:b", {"r.example/web@sha256:d"})->scanner, "trivy");
  EXPECT_EQ(newest(tree, "web:1").error(), Cause::absent);
  EXPECT_EQ(newest(tree, "").error(), Cause::absent);
}

TEST(ScanReports, OneThatCannotBeReadMayBeAboutAnyImage) {
  Tree tree;
  tree.file("/reports/a.json", std::string(kTrivy).substr(0, 100))
      .file("/reports/b.json", kGrype)
      .file("/reports/c.json", "{}");
  EXPECT_EQ(newest(tree, "sha256:other").error(), Cause::malformed);
  EXPECT_TRUE(newest(tree, "sha256:a"));
}

TEST(ScanReports, AFifoAndAHugeOneAreNotRead) {
  Tree fifo, huge;
  fifo.fifo("/reports/a.json");
  huge.file("/reports/a.json", "").directory("/reports");
  std::filesystem::resize_file(huge.outside("/reports/a.json"), probe(ProbeId::scan_report).limit + 1);
  EXPECT_EQ(newest(fifo, "sha256:a").error(), Cause::wrong_type);
  EXPECT_EQ(newest(huge, "sha256:a").error(), Cause::too_large);
}

TEST(ScanReports, AFolderThatIsNotThereSaysNothingAboutImages) {
  Tree tree;
  EXPECT_EQ(newest(tree, "sha256:a").error(), Cause::unreadable);
  const HostSource source(tree.root());
  ScanReports none(source, "", std::make_shared<ParsedReports>());
  none.refresh();
  EXPECT_EQ(none.newest_about("sha256:a", {}).error(), Cause::not_configured);
}

TEST(ScanReports, AReportWithoutADateIsAsOldAsItsFile) {
  Tree tree;
  tree.file("/reports/a.json", R"({"ArtifactName": "x", "Metadata": {"ImageID": "sha256:a"},
                                     "Results": [{"Class": "os-pkgs"}]})");
  EXPECT_GT(newest(tree, "sha256:a")->scanned_at, kTrivyTime - 365 * 86400);
}

/// Each report as soon as it is parsed: the first reading never got to its end.
TEST(ScanReports, WhatAnAbandonedReadingParsedIsNotParsedAgain) {
  Tree tree;
  tree.file("/reports/a.json", kTrivy);
  const HostSource source(tree.root());
  const auto parsed = std::make_shared<ParsedReports>();
  const auto info = source.status("/reports/a.json");
  ScanReport other{.image_id = "sha256:parsed", .repo_digests = {}, .scan = {}};
  parsed->put("/reports/a.json", {info->changed_at, info->size_bytes, info->inode},
              std::make_shared<const Answer<ScanReport>>(other));
  ScanReports next(source, "/reports", parsed);
  next.refresh();
  EXPECT_TRUE(next.newest_about("sha256:parsed", {}));
}

TEST(ScanReports, AnotherReadingFindsWhatOneParsed) {
  Tree tree;
  tree.file("/reports/a.json", kTrivy);
  const HostSource source(tree.root());
  const auto parsed = std::make_shared<ParsedReports>();
  ScanReports(source, "/reports", parsed).refresh();
  const auto info = source.status("/reports/a.json");
  EXPECT_TRUE(parsed->find("/reports/a.json", {info->changed_at, info->size_bytes, info->inode}));
  std::filesystem::remove(tree.outside("/reports/a.json"));
  ScanReports(source, "/reports", parsed).refresh();
  EXPECT_FALSE(parsed->find("/reports/a.json", {info->changed_at, info->size_bytes, info->inode}));
}

TEST(ScanReports, AChangedFileIsReadAgain) {
  Tree tree;
  tree.file("/reports/a.json", kTrivy);
  const HostSource source(tree.root());
  ScanReports reports(source, "/reports", std::make_shared<ParsedReports>());
  reports.refresh();
  EXPECT_EQ(reports.newest_about("sha256:a", {})->scanner, "trivy");
  tree.file("/reports/a.json", kGrype);
  reports.refresh();
  EXPECT_EQ(reports.newest_about("sha256:a", {})->scanner, "grype");
  std::filesystem::remove(tree.outside("/reports/a.json"));
  reports.refresh();
  EXPECT_EQ(reports.newest_about("sha256:a", {}).error(), Cause::absent);
}

}  // namespace
}  // namespace plimsoll::host
