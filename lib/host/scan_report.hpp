#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/host/probes/answer.hpp"
#include "plimsoll/image_facts.hpp"

namespace plimsoll::host {

struct ScanReport {
  std::string image_id;
  std::vector<std::string> repo_digests;
  ImageScan scan;  ///< `scanned_at` is 0 where the report does not say
};

/// A JSON report of Trivy or Grype about an image. `not_reported`: JSON about something
/// else, or of a scan that did not look for packages; `malformed`: none.
[[nodiscard]] Answer<ScanReport> parse_scan_report(std::string_view text);

}  // namespace plimsoll::host
