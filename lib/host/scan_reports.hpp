#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "lib/host/host_source.hpp"
#include "lib/host/scan_report.hpp"

namespace plimsoll::host {

/// A folder of reports. A report is parsed again only when its file changes.
class ScanReports {
 public:
  /// `folder`: "" where none is configured.
  ScanReports(const HostSource& source, std::string folder) : source_(source), folder_(std::move(folder)) {}

  void refresh();
  /// The newest about this image, by its id or the digest of its repository, never by its name. `malformed` and the
  /// like where there is none, and a report that cannot be read may be it.
  [[nodiscard]] Answer<ImageScan> newest_about(const std::string& image_id,
                                               const std::vector<std::string>& repo_digests) const;

 private:
  struct Known {
    std::chrono::sys_time<std::chrono::nanoseconds> changed_at;
    std::uint64_t size_bytes = 0;
    std::uint64_t inode = 0;
    Answer<ScanReport> report;
  };

  void read(const std::string& path, const Answer<FileInfo>& info, std::map<std::string, Known>& known);

  const HostSource& source_;
  std::string folder_;
  Cause folder_cause_ = Cause::not_configured;
  bool folder_read_ = false;
  std::map<std::string, Known> known_;  // by path
};

}  // namespace plimsoll::host
