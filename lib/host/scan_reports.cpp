#include "lib/host/scan_reports.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace plimsoll::host {
namespace {

bool is_about(const ScanReport& report, const std::string& image_id, const std::vector<std::string>& repo_digests) {
  if (!report.image_id.empty() && report.image_id == image_id) return true;
  return std::ranges::find_first_of(report.repo_digests, repo_digests) != report.repo_digests.end();
}

/// One that does not say when it was made is as old as its file.
Answer<ScanReport> dated(Answer<ScanReport> report, std::chrono::sys_time<std::chrono::nanoseconds> changed_at) {
  if (report && report->scan.scanned_at == 0) {
    report->scan.scanned_at = std::chrono::floor<std::chrono::seconds>(changed_at).time_since_epoch().count();
  }
  return report;
}

ParsedReports::Report to_report(Answer<ScanReport> report) {
  return std::make_shared<const Answer<ScanReport>>(std::move(report));
}

}  // namespace

ParsedReports::Report ParsedReports::find(const std::string& path, const FileStamp& stamp) const {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(path);
  return found != known_.end() && found->second.stamp == stamp ? found->second.report : nullptr;
}

void ParsedReports::put(const std::string& path, const FileStamp& stamp, Report report) {
  const std::lock_guard lock(mutex_);
  known_.insert_or_assign(path, Known{stamp, std::move(report)});
}

void ParsedReports::keep_only(const std::map<std::string, Report>& paths) {
  const std::lock_guard lock(mutex_);
  std::erase_if(known_, [&](const auto& entry) { return !paths.contains(entry.first); });
}

void ScanReports::refresh() {
  if (folder_.empty()) return;
  const auto names = source_.names(ProbeId::scan_report_folder, folder_);
  folder_read_ = names.has_value();
  // A folder that is not there is a mistake in plimsoll's configuration: it does not say that nothing was scanned.
  if (!names) {
    const Failure& failure = names.error();
    folder_failure_ = failure == Cause::absent ? Failure(Cause::unreadable, failure.os_error) : failure;
    return;
  }
  reports_.clear();
  for (const std::string& name : *names) {
    if (!name.ends_with(".json")) continue;
    const std::string path = folder_ + "/" + name;
    const auto info = source_.status(path);
    if (info) reports_.emplace(path, read(path, *info));
    if (!info && info.error() != Cause::absent) reports_.emplace(path, to_report(info.error()));
  }
  parsed_->keep_only(reports_);
}

ParsedReports::Report ScanReports::read(const std::string& path, const FileInfo& info) {
  const FileStamp stamp{info.changed_at, info.size_bytes, info.inode};
  if (auto known = parsed_->find(path, stamp)) return known;
  const auto text = source_.file(ProbeId::scan_report, path);
  auto report = to_report(text ? dated(parse_scan_report(*text), info.changed_at) : text.error());
  parsed_->put(path, stamp, report);
  return report;
}

Answer<ImageScan> ScanReports::newest_about(const std::string& image_id,
                                            const std::vector<std::string>& repo_digests) const {
  if (!folder_read_) return folder_failure_;
  const ImageScan* newest = nullptr;
  Failure missing = Cause::absent;
  for (const auto& [path, known] : reports_) {
    const Answer<ScanReport>& report = *known;
    if (!report && report.error() != Cause::not_reported) missing = report.error();
    if (!report || !is_about(*report, image_id, repo_digests)) continue;
    if (newest == nullptr || report->scan.scanned_at > newest->scanned_at) newest = &report->scan;
  }
  return newest == nullptr ? Answer<ImageScan>(missing) : *newest;
}

}  // namespace plimsoll::host
