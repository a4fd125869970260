#include <optional>

#include "lib/core/rules/common/combined.hpp"
#include "lib/core/rules/host/audit_coverage.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {
    {"1.6.0", "1.1.3"},  {"1.6.0", "1.1.4"},  {"1.6.0", "1.1.5"},  {"1.6.0", "1.1.6"},
    {"1.6.0", "1.1.7"},  {"1.6.0", "1.1.8"},  {"1.6.0", "1.1.9"},  {"1.6.0", "1.1.10"},
    {"1.6.0", "1.1.11"}, {"1.6.0", "1.1.12"}, {"1.6.0", "1.1.13"}, {"1.6.0", "1.1.14"},
    {"1.6.0", "1.1.15"}, {"1.6.0", "1.1.16"}, {"1.6.0", "1.1.17"}, {"1.6.0", "1.1.18"},
};
constexpr std::string_view kReferences[] = {"https://www.cisecurity.org/benchmark/docker",
                                            "https://man7.org/linux/man-pages/man7/audit.rules.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_such_file};
constexpr std::string_view kReads[] = {"host.engine_files", "host.audit_rules"};

// Who ran a program, and who changed anything else.
constexpr std::string_view kRun = "x";
constexpr std::string_view kChange = "wa";

/// Nothing for a file that the benchmark does not want to have audited.
std::optional<AuditTarget> target_of(const EngineFile& file) {
  const std::string_view path = file.real_path.empty() ? file.path : file.real_path;
  switch (file.role) {
    case EngineFileRole::dockerd:
    case EngineFileRole::containerd:
    case EngineFileRole::containerd_shim:
    case EngineFileRole::containerd_shim_runc_v1:
    case EngineFileRole::containerd_shim_runc_v2:
    case EngineFileRole::runc:
      return AuditTarget{path, false, kRun};
    case EngineFileRole::containerd_directory:
    case EngineFileRole::data_root:
    case EngineFileRole::config_directory:
      return AuditTarget{path, true, kChange};
    case EngineFileRole::daemon_json:
    case EngineFileRole::service_unit:
    case EngineFileRole::socket_unit:
    case EngineFileRole::api_socket:
    case EngineFileRole::containerd_socket:
    case EngineFileRole::containerd_config:
    case EngineFileRole::environment_file:
    case EngineFileRole::sysconfig_file:
      return AuditTarget{path, false, kChange};
    case EngineFileRole::registry_certificate:
    case EngineFileRole::tls_ca_certificate:
    case EngineFileRole::tls_certificate:
    case EngineFileRole::tls_key:
      return {};
  }
  return {};
}

/// Where the file really is could not be told, so no rule can be compared with it.
bool is_unresolved(const EngineFile& file) { return file.real_path.empty() && !file.status; }

Verdict undecided(const EngineFile& file) {
  const std::string_view name = file.path.empty() ? to_string(file.role) : std::string_view(file.path);
  return unknown(file.status.cause(), file.status.source(), name);
}

std::string shown(const AuditRules& rules, const std::string& audited) {
  if (!rules.enabled) return "auditing is switched off";
  return audited.empty() ? "not audited" : "audited for " + audited;
}

Verdict judge_file(const EngineFile& file, const AuditTarget& target, const Fact<AuditRules>& rules) {
  if (is_unresolved(file)) return undecided(file);
  const std::string audited = audited_permissions(target, *rules);
  if (audited == target.permissions) return pass();
  const std::string wanted = "audited for " + std::string(target.permissions);
  return violation(item_of(file.path, rules, std::string(target.path), shown(*rules, audited), wanted));
}

Verdict judge(const HostFacts& host, const Context&) {
  const auto& files = host.engine_files;
  const auto& rules = host.audit_rules;
  if (!files) return unknown(files);
  std::optional<Verdict> verdict;
  for (const EngineFile& file : *files) {
    const std::optional<AuditTarget> target = target_of(file);
    if (!target) continue;
    if (!rules) return unknown(rules);
    verdict = combined({verdict.value_or(pass()), judge_file(file, *target, rules)});
  }
  return verdict.value_or(not_applicable(NotApplicable::no_such_file));
}

}  // namespace

PLIMSOLL_RULE(engine_file_not_audited){
    .id = "engine-file-not-audited",
    .title = "auditd does not record who changes or runs a file of the engine",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "The engine is root on the host. Without a record of who changed its files or ran its programs, nobody can "
        "tell afterwards how it was taken over. Judged are the rules that auditd's files hold, as it loads them.",
    .remediation =
        "Add to /etc/audit/rules.d a line `-w PATH -p wa -k docker` for each path that the evidence names, with `-p x` "
        "for a program, then run augenrules --load. Below the engine's data, exclude what containers write first: "
        "`-a never,exit -F dir=/var/lib/docker/overlay2`.",
    .impact = "auditd writes more; below the engine's data directory much more, unless that is excluded.",
    .violation_example = "/etc/docker is there and the only rule is -w /etc/docker/daemon.json -p wa",
    .pass_example = "-w /etc/docker -p wa, which covers daemon.json too",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
