#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "lib/host/probes/host_source.hpp"
#include "lib/host/scan_report.hpp"

namespace plimsoll::host {

/// What a file was when it was read.
struct FileStamp {
  std::chrono::sys_time<std::chrono::nanoseconds> changed_at;
  std::uint64_t size_bytes = 0;
  std::uint64_t inode = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Reports that were parsed, by path. Any thread: a reading that is abandoned leaves here what it got done, and goes on
/// adding to it.
class ParsedReports {
 public:
  using Report = std::shared_ptr<const Answer<ScanReport>>;

  /// Null if it is not there or the file has changed since.
  [[nodiscard]] Report find(const std::string& path, const FileStamp& stamp) const;
  void put(const std::string& path, const FileStamp& stamp, Report report);
  void keep_only(const std::map<std::string, Report>& paths);

 private:
  struct Known {
    FileStamp stamp;
    Report report;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Known> known_;
};

/// A folder of reports. A report is parsed again only when its file changes.
class ScanReports {
 public:
  /// `folder`: "" where none is configured.
  ScanReports(const HostSource& source, std::string folder, std::shared_ptr<ParsedReports> parsed)
      : source_(source), folder_(std::move(folder)), parsed_(std::move(parsed)) {}

  void refresh();
  /// The newest about this image, by its id or the digest of its repository, never by its name. `malformed` and the
  /// like where there is none, and a report that cannot be read may be it.
  [[nodiscard]] Answer<ImageScan> newest_about(const std::string& image_id,
                                               const std::vector<std::string>& repo_digests) const;

 private:
  [[nodiscard]] ParsedReports::Report read(const std::string& path, const FileInfo& info);

  const HostSource& source_;
  std::string folder_;
  Failure folder_failure_ = Cause::not_configured;
  bool folder_read_ = false;
  std::map<std::string, ParsedReports::Report> reports_;  // by path
  std::shared_ptr<ParsedReports> parsed_;
};

}  // namespace plimsoll::host
