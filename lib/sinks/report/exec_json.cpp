#include "lib/sinks/report/exec_json.hpp"

#include "lib/core/enum_names.hpp"
#include "lib/core/vocabulary/capabilities.hpp"
#include "lib/core/vocabulary/object_id.hpp"
#include "lib/sinks/report/parts.hpp"

namespace plimsoll {
namespace {

using parts::Json;

Json credentials(const std::optional<ProcessCredentials>& credentials) {
  if (!credentials) return nullptr;
  return {{"uid", credentials->uid},
          {"effective_uid", credentials->effective_uid},
          {"effective_gid", credentials->effective_gid},
          {"effective_capabilities", names_of(credentials->effective)},
          {"bounding_capabilities", names_of(credentials->bounding)},
          {"seccomp", to_string(credentials->seccomp)},
          {"no_new_privileges", credentials->no_new_privileges},
          {"label", credentials->label ? Json(*credentials->label) : Json(nullptr)}};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json details(const ExecRecord& record) {
  if (record.lost) return nullptr;
  return {{"privileged", record.privileged},
          {"root", record.root ? Json(*record.root) : Json(nullptr)},
          {"tty", record.tty},
          {"user", text_or_null(record.user)},
          {"program", record.program},
          {"arguments", record.arguments},
          {"argument_text", text_or_null(record.argument_text)},
          {"credentials", credentials(record.credentials)}};
}

Json session(const ExecRecord& record) {
  return {{"container", parts::subject(record.container)},
          {"id", text_or_null(record.id)},
          {"first_seen", parts::instant(record.first_seen)},
          {"ended", record.ended ? parts::instant(*record.ended) : Json(nullptr)},
          {"sessions", record.sessions},
          {"lost", record.lost ? Json(to_string(*record.lost)) : Json(nullptr)},
          {"details", details(record)}};
}

bool is_about(const ExecRecord& record, const std::string& container) {
  const Subject& subject = record.container;
  return container.empty() || means_subject(container, subject.identity, subject.name, subject.id);
}

}  // namespace

std::string exec_json(const Report& report, const std::string& container) {
  Json sessions = Json::array();
  for (const auto& record : *report.exec_history) {
    if (is_about(*record, container)) sessions.push_back(session(*record));
  }
  const Json document{{"schema", "plimsoll.exec/v1"},
                      {"generated_at", parts::instant(report.generated_at)},
                      {"freshness", parts::freshness(report)},
                      {"sessions", std::move(sessions)}};
  return parts::dump(document) + "\n";
}

}  // namespace plimsoll
