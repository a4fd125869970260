#pragma once

#include <functional>
#include <memory>
#include <string>

#include "lib/sinks/web/published.hpp"
#include "lib/sinks/web/site.hpp"
#include "lib/sinks/web/web_server.hpp"

namespace plimsoll::web {

/// /metrics, /-/healthy, /-/ready and the landing page. Nothing here tells more than numbers and names of subjects.
/// Web thread only.
class PublicSite {
 public:
  /// Borrows all three.
  PublicSite(Published& published, const WebOptions& options, const MetricsOptions& metrics);

  /// Pages that borrow this object.
  [[nodiscard]] Site site();

  /// Renders the metrics page if there is a newer report.
  void refresh();

 private:
  [[nodiscard]] Response metrics();
  [[nodiscard]] Response ready() const;

  Published& published_;
  const WebOptions& options_;
  const MetricsOptions& metrics_;
  std::shared_ptr<const Report> rendered_;
  std::shared_ptr<const std::string> page_;
};

}  // namespace plimsoll::web
