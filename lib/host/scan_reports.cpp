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

}  // namespace

void ScanReports::refresh() {
  if (folder_.empty()) return;
  const auto names = source_.names(ProbeId::scan_report_folder, folder_);
  folder_read_ = names.has_value();
  // A folder that is not there is a mistake in plimsoll's configuration: it does not say that nothing was scanned.
  if (!names) folder_cause_ = names.error() == Cause::absent ? Cause::unreadable : names.error();
  if (!names) return;
  std::map<std::string, Known> known;
  for (const std::string& name : *names) {
    const std::string path = folder_ + "/" + name;
    if (name.ends_with(".json")) read(path, source_.status(path), known);
  }
  known_ = std::move(known);
}

void ScanReports::read(const std::string& path, const Answer<FileInfo>& info, std::map<std::string, Known>& known) {
  if (!info && info.error() == Cause::absent) return;
  Known entry{.report = Cause::unreadable};
  if (info) entry = {info->changed_at, info->size_bytes, info->inode, Cause::unreadable};
  const auto before = known_.find(path);
  const bool same = info && before != known_.end() && before->second.changed_at == entry.changed_at &&
                    before->second.size_bytes == entry.size_bytes && before->second.inode == entry.inode;
  if (same) {
    known.insert(known_.extract(before));
    return;
  }
  const auto text = source_.file(ProbeId::scan_report, path);
  entry.report = text ? dated(parse_scan_report(*text), entry.changed_at) : Answer<ScanReport>(text.error());
  known.insert_or_assign(path, std::move(entry));
}

Answer<ImageScan> ScanReports::newest_about(const std::string& image_id,
                                            const std::vector<std::string>& repo_digests) const {
  if (!folder_read_) return folder_cause_;
  const ImageScan* newest = nullptr;
  Cause missing = Cause::absent;
  for (const auto& [path, known] : known_) {
    if (!known.report && known.report.error() != Cause::not_reported) missing = known.report.error();
    if (!known.report || !is_about(*known.report, image_id, repo_digests)) continue;
    if (newest == nullptr || known.report->scan.scanned_at > newest->scanned_at) newest = &known.report->scan;
  }
  return newest == nullptr ? Answer<ImageScan>(missing) : *newest;
}

}  // namespace plimsoll::host
