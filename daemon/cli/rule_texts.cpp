#include "daemon/cli/rule_texts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "plimsoll/finding.hpp"

namespace plimsoll::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLabelWidth = 16;

std::size_t widest_id() {
  const auto length = [](const Rule* rule) { return rule->id.size(); };
  return std::ranges::max(catalogue(), {}, length)->id.size();
}

std::string severity_word(const Rule& rule) { return std::string(to_string(rule.severity)); }

std::string_view subject_word(const Rule& rule) {
  struct Of {
    std::string_view operator()(ContainerJudge) const { return to_string(SubjectKind::container); }
    std::string_view operator()(HostJudge) const { return to_string(SubjectKind::host); }
    std::string_view operator()(EngineJudge) const { return to_string(SubjectKind::engine); }
    std::string_view operator()(ImageJudge) const { return to_string(SubjectKind::image); }
    std::string_view operator()(NetworkJudge) const { return to_string(SubjectKind::network); }
    std::string_view operator()(ServiceJudge) const { return to_string(SubjectKind::service); }
  };
  return std::visit(Of{}, rule.judge);
}

std::string line(std::string_view label, std::string_view text, const Style& style) {
  return text.empty() ? ""
                      : style.paint(Ink::dim, padded(label, kLabelWidth)) + wrapped(text, kLabelWidth, style) + "\n";
}

std::string not_applicable_text(const Rule& rule) {
  std::string text;
  for (const NotApplicable cause : rule.not_applicable_when)
    text += (text.empty() ? "" : ", ") + std::string(to_string(cause));
  return text;
}

std::string_view explained(NotApplicable cause) {
  switch (cause) {
    case NotApplicable::user_namespace_remapped:
      return "a user namespace maps its root to another user of the host";
    case NotApplicable::no_user_namespace_remapping:
      return "the engine maps no user namespace";
    case NotApplicable::no_apparmor:
      return "the host has no AppArmor";
    case NotApplicable::no_selinux:
      return "the host has no SELinux";
    case NotApplicable::no_seccomp:
      return "the kernel has no seccomp";
    case NotApplicable::cgroup_v1:
      return "the host has cgroup v1";
    case NotApplicable::not_set:
      return "the option that it judges is not used";
    case NotApplicable::host_network:
      return "the container uses the host's network";
    case NotApplicable::other_engine:
      return "this kind of engine has no such thing";
    case NotApplicable::other_storage_driver:
      return "only another storage driver has it";
    case NotApplicable::no_swarm:
      return "the engine is not part of a swarm";
    case NotApplicable::not_a_manager:
      return "the node is a worker, and only a manager knows";
    case NotApplicable::no_such_file:
      return "the file is not there";
    case NotApplicable::no_such_network:
      return "it is about another kind of network";
    case NotApplicable::no_policy:
      return "only the policy can say what is wanted, and it does not";
    case NotApplicable::not_listening:
      return "the engine listens on no network";
    case NotApplicable::not_running:
      return "the container does not run";
    case NotApplicable::no_services:
      return "there is nothing that it would protect";
    case NotApplicable::in_swarm:
      return "no node of a swarm can have it";
  }
  return to_string(cause);
}

std::string joined(std::span<const std::string_view> texts) {
  std::string text;
  for (const std::string_view each : texts) text += (text.empty() ? "" : ", ") + std::string(each);
  return text;
}

/// A rule that only counts reads no fact of a subject.
std::string facts_text(const Rule& rule) { return rule.reads.empty() ? "the engine's lists" : joined(rule.reads); }

/// What a fact that is missing makes of the verdict.
std::string unknown_example(const Rule& rule) {
  return rule.reads.empty() ? "" : "the engine or the host does not tell " + std::string(rule.reads.front());
}

std::string example_lines(const Rule& rule, const Style& style) {
  std::string lines = "\nExamples:\n";
  const auto add = [&](std::string_view verdict, std::string_view text) { lines += line(verdict, text, style); };
  if (rule.for_a_person) {
    add("manual", rule.violation_example);
  } else {
    add("violation", rule.violation_example);
    add("pass", rule.pass_example);
  }
  add("unknown", unknown_example(rule));
  for (const NotApplicable cause : rule.not_applicable_when) add("not applicable", explained(cause));
  return lines;
}

std::string setting_lines(const Rule& rule, const Style& style) {
  std::string lines;
  for (const Setting& setting : rule.settings) {
    lines += "  " + style.paint(Ink::bold, setting.name) + ": " + type_text(setting) + ", default " +
             default_text(setting) + "\n    " + wrapped(setting.about, 4, style) + "\n";
  }
  return lines.empty() ? lines : "\nSettings:\n" + lines;
}

Json setting_json(const Setting& setting) {
  Json json{{"name", setting.name}, {"about", setting.about}};
  if (setting.type == Setting::Type::list) {
    json["type"] = "list";
    json["default"] = std::vector<std::string_view>(setting.default_list.begin(), setting.default_list.end());
    return json;
  }
  json.update({{"type", "integer"},
               {"default", setting.default_integer},
               {"minimum", setting.minimum},
               {"maximum", setting.maximum}});
  return json;
}

Json json_of(const Rule& rule) {
  Json json{{"rule", rule.id},
            {"subject", subject_word(rule)},
            {"title", rule.title},
            {"severity", severity_word(rule)},
            {"cis", Json::array()}};
  for (const CisControl& control : rule.cis)
    json["cis"].push_back({{"benchmark", control.benchmark}, {"id", control.id}});
  json.update({{"rationale", rule.rationale}, {"remediation", rule.remediation}, {"impact", rule.impact}});
  json["reads"] = rule.reads;
  json["references"] = rule.references;
  json["examples"] = {{"violation", rule.violation_example}, {"pass", rule.pass_example}};
  json["manual"] = rule.for_a_person;
  json["settings"] = Json::array();
  for (const Setting& setting : rule.settings) json["settings"].push_back(setting_json(setting));
  json["not_applicable_when"] = Json::array();
  for (const NotApplicable cause : rule.not_applicable_when) json["not_applicable_when"].push_back(to_string(cause));
  return json;
}

std::string settings_markdown(const Rule& rule) {
  if (rule.settings.empty()) return {};
  std::string table = "\n| setting | is | default | what it does |\n|---|---|---|---|\n";
  for (const Setting& setting : rule.settings) {
    table += "| `" + std::string(setting.name) + "` | " + type_text(setting) + " | `" + default_text(setting) + "` | " +
             markdown(setting.about) + " |\n";
  }
  return table;
}

std::string example_markdown(const Rule& rule) {
  if (rule.for_a_person) return "- Shows: " + markdown(rule.violation_example) + "\n";
  return "- Violates it: " + markdown(rule.violation_example) + "\n- Passes: " + markdown(rule.pass_example) + "\n";
}

std::string section_markdown(const Rule& rule) {
  const std::string cis = cis_text(rule);
  const std::string causes = not_applicable_text(rule);
  return "\n## " + std::string(rule.id) + "\n\n**" + markdown(rule.title) +
         ".** About: " + std::string(subject_word(rule)) + ". " + severity_word(rule) +
         (cis.empty() ? "" : ", CIS " + cis) + ".\n\n" + markdown(rule.rationale) +
         "\n\n- To do: " + markdown(rule.remediation) + "\n- May break: " + markdown(rule.impact) + "\n" +
         example_markdown(rule) + "- Reads: `" + facts_text(rule) + "`\n" +
         (causes.empty() ? "" : "- Does not apply: `" + causes + "`\n") + settings_markdown(rule);
}

std::string overview_markdown() {
  std::string table = "| rule | severity | CIS | what is wrong |\n|---|---|---|---|\n";
  for (const Rule* rule : catalogue()) {
    const std::string id(rule->id);
    table += "| [" + id + "](#" + id + ") | " + severity_word(*rule) + " | " + cis_text(*rule) + " | " +
             markdown(rule->title) + " |\n";
  }
  return table;
}

}  // namespace

std::string markdown(std::string_view text) {
  const bool has_code = std::ranges::count(text, '`') % 2 == 0;
  bool in_code = false;
  std::string escaped;
  for (const char character : text) {
    if (character == '`' && has_code) in_code = !in_code;
    const std::string_view special = in_code ? "|" : has_code ? "\\*_<>|[]" : "\\`*_<>|[]";
    if (special.find(character) != std::string_view::npos) escaped += '\\';
    escaped += character;
  }
  return escaped;
}

std::string cis_text(const Rule& rule) {
  std::string text;
  for (const CisControl& control : rule.cis) {
    text += (text.empty() ? "" : ", ") + std::string(control.benchmark) + " " + std::string(control.id);
  }
  return text;
}

std::string rules_table(const Style& style) {
  constexpr std::size_t kSeverityWidth = 8;
  constexpr std::size_t kCisWidth = 11;
  std::string table;
  for (const Rule* rule : catalogue()) {
    table += padded(rule->id, widest_id()) + "  " +
             style.paint(ink_of(rule->severity), padded(severity_word(*rule), kSeverityWidth)) + "  " +
             padded(cis_text(*rule), kCisWidth) + "  " + std::string(rule->title) + "\n";
  }
  return table + std::to_string(catalogue().size()) + " rules; plimsoll explain RULE tells more\n";
}

std::string rules_markdown() {
  std::string page =
      "# Rules\n\nGenerated by `plimsoll rules -o markdown`: change the rule, not this page.\n\n" + overview_markdown();
  for (const Rule* rule : catalogue()) page += section_markdown(*rule);
  return page;
}

std::string rules_json() {
  Json json{{"schema", "plimsoll.rules/v1"}, {"rules", Json::array()}};
  for (const Rule* rule : catalogue()) json["rules"].push_back(json_of(*rule));
  return json.dump(2) + "\n";
}

std::string rule_page(const Rule& rule, const Style& style) {
  return style.paint(Ink::bold, rule.id) + ": " + std::string(rule.title) + "\n\n" +
         line("about", subject_word(rule), style) + line("severity", severity_word(rule), style) +
         line("CIS", cis_text(rule), style) + line("why", rule.rationale, style) + line("do", rule.remediation, style) +
         line("may break", rule.impact, style) + line("reads", facts_text(rule), style) +
         line("see", joined(rule.references), style) + example_lines(rule, style) + setting_lines(rule, style);
}

std::string rule_json(const Rule& rule) { return json_of(rule).dump(2) + "\n"; }

std::string default_text(const Setting& setting) {
  if (setting.type == Setting::Type::integer) return std::to_string(setting.default_integer);
  std::string list;
  for (const std::string_view text : setting.default_list) list += (list.empty() ? "" : ", ") + std::string(text);
  return "[" + list + "]";
}

std::string type_text(const Setting& setting) {
  if (setting.type == Setting::Type::list) return "list";
  return "integer from " + std::to_string(setting.minimum) + " to " + std::to_string(setting.maximum);
}

}  // namespace plimsoll::cli
