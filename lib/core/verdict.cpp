#include "plimsoll/verdict.hpp"

namespace plimsoll {

std::string show(bool value) { return value ? "true" : "false"; }

std::string show(std::int64_t value) { return std::to_string(value); }

std::string show(const std::string& value) { return value; }

std::string show(const std::vector<std::string>& value) {
  std::string text = "[";
  for (const std::string& element : value) {
    if (text.size() > 1) text += ", ";
    text += element;
  }
  return text + "]";
}

Verdict pass() { return {}; }

Verdict not_applicable(NotApplicable cause) { return {.kind = VerdictKind::not_applicable, .not_applicable = cause}; }

Verdict violation(Item item) { return {.kind = VerdictKind::violation, .items = {std::move(item)}}; }

Verdict violation_if_any(std::vector<Item> items) {
  if (items.empty()) return pass();
  return {.kind = VerdictKind::violation, .items = std::move(items)};
}

Verdict manual(std::vector<Item> items) { return {.kind = VerdictKind::manual, .items = std::move(items)}; }

Verdict implied_by(std::string_view rule, Verdict verdict) {
  verdict.implied_by = rule;
  return verdict;
}

Verdict unknown(Cause cause, Source source, std::string_view path, OsError os_error) {
  std::string seen(to_string(cause));
  if (os_error) seen += " (" + show(os_error) + ")";
  return {.kind = VerdictKind::unknown,
          .cause = cause,
          .os_error = os_error,
          .items = {{std::string(path), {source, std::string(path), std::move(seen), "a value"}}}};
}

}  // namespace plimsoll
