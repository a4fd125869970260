#include "lib/host/audit_rules.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view kAll = "rwxa";

/// What follows an option of auditctl.
std::optional<std::string_view> value_after(const Words& words, std::string_view option) {
  const auto found = std::ranges::find(words, option);
  if (found == words.end() || found + 1 == words.end()) return std::nullopt;
  return *(found + 1);
}

std::string permissions_in(std::string_view text) {
  std::string letters;
  for (const char letter : kAll) {
    if (text.find(letter) != text.npos) letters += letter;
  }
  return letters;
}

struct SystemCall {
  std::string_view name;
  std::string_view permissions;
};
/// Those that a rule about files names when it names calls rather than permissions.
constexpr SystemCall kCalls[] = {
    {"all", kAll},     {"chmod", "a"},     {"chown", "a"},
    {"creat", "w"},    {"execve", "x"},    {"execveat", "x"},
    {"fchmod", "a"},   {"fchmodat", "a"},  {"fchown", "a"},
    {"fchownat", "a"}, {"ftruncate", "w"}, {"lchown", "a"},
    {"link", "w"},     {"linkat", "w"},    {"mkdir", "w"},
    {"mkdirat", "w"},  {"open", "rw"},     {"open_by_handle_at", "rw"},
    {"openat", "rw"},  {"openat2", "rw"},  {"rename", "w"},
    {"renameat", "w"}, {"renameat2", "w"}, {"rmdir", "w"},
    {"setxattr", "a"}, {"symlink", "w"},   {"symlinkat", "w"},
    {"truncate", "w"}, {"unlink", "w"},    {"unlinkat", "w"},
};

std::string permissions_of_calls(const std::vector<std::string_view>& calls) {
  if (calls.empty()) return std::string(kAll);
  std::string letters;
  for (const SystemCall& call : kCalls) {
    if (std::ranges::count(calls, call.name) != 0) letters += call.permissions;
  }
  return permissions_in(letters);
}

/// One "-a" rule. What narrows it to some users or outcomes makes it no statement about the file.
struct Filter {
  std::string path;
  bool directory = false;
  std::optional<std::string> permissions;
  std::vector<std::string_view> calls;
  bool narrowed = false;
};

/// Of the engine and of nearly every program. A rule of 32-bit calls alone misses them.
bool is_own_architecture(std::string_view key, std::string_view value) {
  return key == "arch" && (value == "b64" || value == "x86_64" || value == "aarch64");
}

void add_field(std::string_view field, Filter& filter) {
  const auto [key, value] = std::pair(field.substr(0, field.find('=')), field.substr(field.find('=') + 1));
  if (key == "path" || key == "dir") filter.path = value;
  if (key == "dir") filter.directory = true;
  if (key == "perm") filter.permissions = permissions_in(value);
  const bool neutral =
      key == "path" || key == "dir" || key == "perm" || key == "key" || is_own_architecture(key, value);
  filter.narrowed = filter.narrowed || !neutral;
}

Filter filter_of(const Words& words) {
  Filter filter;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "-F") add_field(words[i + 1], filter);
    if (words[i] == "-C") filter.narrowed = true;
    if (words[i] != "-S") continue;
    for (const std::string_view call : split(words[i + 1], ',')) filter.calls.push_back(call);
  }
  return filter;
}

/// "always,exit" and "exit,always" are the same.
bool names(std::string_view actions, std::string_view word) {
  const auto parts = split(actions, ',');
  return std::ranges::count(parts, word) != 0;
}

bool is_comment(const Words& words) { return words.empty() || words.front().starts_with('#'); }

/// Without a record of its system calls nothing that a process does is audited.
AuditRule nothing_is_recorded() {
  return {.never = true, .path = "/", .below = true, .permissions = std::string(kAll)};
}

}  // namespace

void AuditRuleParser::add(std::string_view text) {
  for (const std::string_view line : lines_of(text)) {
    const Words words = words_of(line);
    if (!is_comment(words)) add_line(words);
  }
}

void AuditRuleParser::add_line(const Words& words) {
  const std::string_view option = words.front();
  if (option == "-D" && deletes_ == Deletes::in_order) rules_.rules.clear();
  if (option == "-e" && words.size() > 1) rules_.enabled = words[1] != "0";
  if (option == "-w") watch(words);
  if (option == "-a" || option == "-A") filter(words);
}

/// "-w PATH -p PERMISSIONS"
void AuditRuleParser::watch(const Words& words) {
  const auto path = value_after(words, "-w");
  if (!path) return;
  AuditedPath audited = resolve_(std::string(*path));
  rules_.rules.push_back({.never = false,
                          .path = to_utf8(audited.real_path),
                          .below = audited.directory,
                          .permissions = permissions_in(value_after(words, "-p").value_or(kAll))});
}

/// "-a always,exit -F …"; -A puts it first.
void AuditRuleParser::filter(const Words& words) {
  const std::string_view actions = words.size() > 1 ? words[1] : std::string_view();
  const bool never = names(actions, "never");
  const Filter filter = filter_of(words);
  const auto place = words.front() == "-A" ? rules_.rules.begin() : rules_.rules.end();
  if (names(actions, "task") && never && !filter.narrowed) {
    rules_.rules.insert(rules_.rules.begin(), nothing_is_recorded());
  }
  if (!names(actions, "exit") || filter.path.empty() || filter.narrowed) return;
  rules_.rules.insert(place, {.never = never,
                              .path = to_utf8(resolve_(filter.path).real_path),
                              .below = filter.directory,
                              .permissions = filter.permissions.value_or(permissions_of_calls(filter.calls))});
}

namespace {

ResolvePath resolver(const HostSource& source) {
  return [&source](const std::string& path) {
    const auto info = source.status(path);
    if (!info) return AuditedPath{plain_path(path), path.ends_with('/')};
    return AuditedPath{info->real_path, info->type == FileType::directory};
  };
}

bool is_rule_file(const std::string& name) { return name.ends_with(".rules"); }

/// Names come in byte order, as augenrules joins them.
Answer<AuditRules> read_joined(const HostSource& source, const std::vector<std::string>& names) {
  AuditRuleParser parser(resolver(source), AuditRuleParser::Deletes::first);
  for (const std::string& name : names) {
    if (!is_rule_file(name)) continue;
    const auto text = source.file(ProbeId::audit_rule_file, name);
    if (!text) return text.error();
    parser.add(*text);
  }
  return parser.rules();
}

AuditRules nothing_audited() { return {.enabled = false, .rules = {}}; }

Answer<AuditRules> read_single(const HostSource& source) {
  const auto text = source.file(ProbeId::audit_rules);
  if (!text) return text.error() == Cause::absent ? Answer<AuditRules>(nothing_audited()) : text.error();
  AuditRuleParser parser(resolver(source), AuditRuleParser::Deletes::in_order);
  parser.add(*text);
  return parser.rules();
}

}  // namespace

Answer<AuditRules> read_audit_rules(const HostSource& source) {
  const auto names = source.names(ProbeId::audit_rule_folder);
  if (names && std::ranges::any_of(*names, is_rule_file)) return read_joined(source, *names);
  if (!names && names.error() != Cause::absent) return names.error();
  return read_single(source);
}

}  // namespace plimsoll::host
