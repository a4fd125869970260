#include "lib/sinks/web/api_site.hpp"

#include <nlohmann/json.hpp>

#include "lib/sinks/report/doctor_json.hpp"
#include "lib/sinks/report/exec_json.hpp"
#include "lib/sinks/report/status_json.hpp"
#include "lib/sinks/web/report_query.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::web {
namespace {

constexpr const char* kJson = "application/json";

Response json_refusal(unsigned status, std::string_view reason) {
  using nlohmann::json;
  const std::string body = json{{"error", reason}}.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  return {.status = status, .content_type = kJson, .body = std::make_shared<const std::string>(body)};
}

Response nothing_yet() { return json_refusal(503, "Nothing is published yet; ask again."); }

template <class Document>
Response piecewise(std::shared_ptr<Document> document) {
  return {.content_type = kJson, .pieces = [document](std::string& out) { return document->next(out); }};
}

Response report_page(std::shared_ptr<const Report> report, const Query& query) {
  const Result<ReportFilter> filter = parse_report_query(query);
  if (!filter) return json_refusal(400, filter.error().message());
  if (!report) return nothing_yet();
  return piecewise(std::make_shared<ReportJson>(std::move(report), *filter));
}

Response status_page(const Published& published, const WebOptions& options, const Query& query) {
  if (!query.empty()) return json_refusal(400, "unknown filter \"" + query.front().first + "\"; status takes none");
  std::shared_ptr<const Report> report = published.get();
  if (!report) return nothing_yet();
  const StatusOptions as_of_now{.stale_after_seconds = options.stale_after_seconds,
                                .reread_within_seconds = options.reread_within_seconds,
                                .now = options.now()};
  return piecewise(std::make_shared<StatusJson>(std::move(report), as_of_now));
}

/// The container that the filter names; "": none does.
Result<std::string> container_of(const Query& query) {
  if (query.empty()) return std::string();
  const auto& [key, value] = query.front();
  if (key != "container") return Error{ErrorKind::bad_input, "unknown filter \"" + key + "\"", "use container"};
  if (query.size() > 1) return Error{ErrorKind::bad_input, "more than one filter is given", "give container once"};
  if (value.empty()) return Error{ErrorKind::bad_input, "filter \"container\" is empty", "give it a value"};
  return value;
}

Response exec_page(const std::shared_ptr<const Report>& report, const Query& query) {
  const Result<std::string> container = container_of(query);
  if (!container) return json_refusal(400, container.error().message());
  if (!report) return nothing_yet();
  return {.content_type = kJson, .body = std::make_shared<const std::string>(exec_json(*report, *container))};
}

DaemonState daemon_state(const Published& published, const WebOptions& options, Time started_at) {
  return {.started_at = started_at,
          .metrics_address = options.listen_address,
          .scraped_at = published.scraped_at(),
          .finding_told_at = published.finding_told_at()};
}

Response doctor_page(const Published& published, const WebOptions& options, Time started_at, const Query& query) {
  if (!query.empty()) return json_refusal(400, "unknown filter \"" + query.front().first + "\"; doctor takes none");
  const DoctorInput input{.report = published.get(),
                          .surroundings = options.look_around(),
                          .daemon = daemon_state(published, options, started_at),
                          .now = options.now()};
  return {.content_type = kJson, .body = std::make_shared<const std::string>(doctor_json(input))};
}

}  // namespace

Site api_site(const Published& published, const WebOptions& options) {
  const Time started_at = options.now();
  return {
      .pages = {{"/api/v1/doctor",
                 [&, started_at](const Query& query) { return doctor_page(published, options, started_at, query); }},
                {"/api/v1/report", [&](const Query& query) { return report_page(published.get(), query); }},
                {"/api/v1/exec", [&](const Query& query) { return exec_page(published.get(), query); }},
                {"/api/v1/status", [&](const Query& query) { return status_page(published, options, query); }}},
      // Scripts of web pages cannot reach a Unix socket.
      .accepts_host = [](std::string_view) { return true; },
      .refusal = json_refusal};
}

}  // namespace plimsoll::web
