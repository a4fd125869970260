#include "lib/sinks/web/public_site.hpp"

#include <chrono>

#include "lib/sinks/web/host_name.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::web {
namespace {

std::string landing_text() {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>plimsolld</title></head><body>\n"
         "<h1>plimsolld</h1>\n<p>Version " +
         std::string(version()) +
         ": audits the running containers of this host.</p>\n"
         "<p><a href=\"/metrics\">Metrics</a></p>\n</body></html>\n";
}

Response landing_page() {
  return {.content_type = "text/html; charset=utf-8", .body = std::make_shared<const std::string>(landing_text())};
}

bool is_stale(const Report& report, const WebOptions& options) {
  const std::chrono::duration<double> age = options.now() - report.posture.audited_at;
  return options.stale_after_seconds > 0 && age.count() > options.stale_after_seconds;
}

std::string because(const Report& report) {
  const auto& error = report.health.engine.error;
  return error ? ": " + error->message() : ".";
}

}  // namespace

PublicSite::PublicSite(Published& published, const WebOptions& options, const MetricsOptions& metrics)
    : published_(published), options_(options), metrics_(metrics) {}

Site PublicSite::site() {
  return {.pages = {{"/", [](const Query&) { return landing_page(); }},
                    {"/metrics", [this](const Query&) { return metrics(); }},
                    {"/-/healthy", [](const Query&) { return text_response(200, "plimsolld is healthy."); }},
                    {"/-/ready", [this](const Query&) { return ready(); }}},
          .accepts_host = [this](std::string_view host) { return is_own_host(host, options_.allowed_hosts); },
          .refusal = text_response};
}

void PublicSite::refresh() {
  std::shared_ptr<const Report> newest = published_.get();
  if (page_ && newest == rendered_) return;
  page_ = std::make_shared<const std::string>(render_metrics(newest ? *newest : Report(), metrics_));
  rendered_ = std::move(newest);
}

Response PublicSite::metrics() {
  published_.note_scrape(options_.now());
  refresh();
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = page_};
}

Response PublicSite::ready() const {
  const std::shared_ptr<const Report> report = published_.get();
  if (!report) return text_response(503, "Not ready: nothing is published yet.");
  if (!report->posture.audited) return text_response(503, "Not ready: no audit has succeeded yet" + because(*report));
  if (is_stale(*report, options_)) return text_response(503, "Not ready: the last audit is too old" + because(*report));
  return text_response(200, "plimsolld is ready.");
}

}  // namespace plimsoll::web
