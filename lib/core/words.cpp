// The words of the closed lists: metrics' labels, log fields and JSON values are these.

#include <array>
#include <cassert>

#include "plimsoll/exec.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/finding.hpp"
#include "plimsoll/freshness.hpp"
#include "plimsoll/ledger.hpp"
#include "plimsoll/result.hpp"
#include "plimsoll/rule.hpp"
#include "plimsoll/verdict.hpp"

namespace plimsoll {
namespace {

template <std::size_t N, class Enum>
std::string_view word(const std::array<std::string_view, N>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  assert(index < N);
  return words[index];
}

}  // namespace

std::string_view to_string(ErrorKind kind) {
  static constexpr std::array<std::string_view, kErrorKindCount> kWords{
      "no_socket", "permission_denied", "path_too_long", "refused", "timeout",     "http_status", "truncated",
      "too_large", "bad_json",          "wrong_shape",   "gone",    "unsupported", "bad_input",   "io"};
  return word(kWords, kind);
}

std::string_view to_string(Cause cause) {
  static constexpr std::array<std::string_view, 15> kWords{
      "absent",       "null",         "wrong_type",    "unreadable",     "stale",
      "not_reported", "not_recorded", "no_permission", "unresolved",     "malformed",
      "too_large",    "timed_out",    "pending",       "not_configured", "hidden"};
  return word(kWords, cause);
}

std::string_view to_string(Source source) {
  static constexpr std::array<std::string_view, 4> kWords{"inspect", "engine", "host", "plimsoll"};
  return word(kWords, source);
}

std::string_view to_string(ExecLoss loss) {
  static constexpr std::array<std::string_view, 4> kWords{"gone", "not_named", "too_many", "unreadable"};
  return word(kWords, loss);
}

std::string_view to_string(EngineKind kind) {
  static constexpr std::array<std::string_view, 2> kWords{"docker", "podman"};
  return word(kWords, kind);
}

std::string_view to_string(StepFault fault) {
  static constexpr std::array<std::string_view, 6> kWords{"add_instruction",          "update_without_install",
                                                          "passwordless_sudo",        "pipe_to_shell",
                                                          "unauthenticated_packages", "secret_name"};
  return word(kWords, fault);
}

std::string_view to_string(EngineFileRole role) {
  static constexpr std::array<std::string_view, 21> kWords{"dockerd",
                                                           "containerd",
                                                           "containerd_shim",
                                                           "containerd_shim_runc_v1",
                                                           "containerd_shim_runc_v2",
                                                           "runc",
                                                           "containerd_directory",
                                                           "data_root",
                                                           "config_directory",
                                                           "daemon_json",
                                                           "service_unit",
                                                           "socket_unit",
                                                           "api_socket",
                                                           "containerd_socket",
                                                           "containerd_config",
                                                           "environment_file",
                                                           "sysconfig_file",
                                                           "registry_certificate",
                                                           "tls_ca_certificate",
                                                           "tls_certificate",
                                                           "tls_key"};
  return word(kWords, role);
}

std::string_view to_string(VerdictKind kind) {
  static constexpr std::array<std::string_view, 6> kWords{"pass",           "violation", "unknown",
                                                          "not_applicable", "manual",    "off"};
  return word(kWords, kind);
}

std::string_view to_string(NotApplicable cause) {
  static constexpr std::array<std::string_view, 19> kWords{"user_namespace_remapped",
                                                           "no_user_namespace_remapping",
                                                           "no_apparmor",
                                                           "no_selinux",
                                                           "no_seccomp",
                                                           "cgroup_v1",
                                                           "not_set",
                                                           "host_network",
                                                           "other_engine",
                                                           "other_storage_driver",
                                                           "no_swarm",
                                                           "not_a_manager",
                                                           "no_such_file",
                                                           "no_such_network",
                                                           "no_policy",
                                                           "not_listening",
                                                           "not_running",
                                                           "no_services",
                                                           "in_swarm"};
  return word(kWords, cause);
}

std::string_view to_string(Severity severity) {
  static constexpr std::array<std::string_view, 4> kWords{"low", "medium", "high", "critical"};
  return word(kWords, severity);
}

std::string_view to_string(SubjectKind kind) {
  static constexpr std::array<std::string_view, 7> kWords{"host",  "engine",  "container", "stopped_container",
                                                          "image", "network", "service"};
  return word(kWords, kind);
}

std::string_view to_string(Feed feed) {
  static constexpr std::array<std::string_view, 3> kWords{"events", "lists", "host"};
  return word(kWords, feed);
}

std::string_view to_string(FeedState state) {
  static constexpr std::array<std::string_view, 4> kWords{"live", "catching_up", "stale", "down"};
  return word(kWords, state);
}

std::string_view to_string(TransitionKind kind) {
  static constexpr std::array<std::string_view, 7> kWords{"baseline", "opened",   "changed", "waived",
                                                          "unknown",  "resolved", "reopened"};
  return word(kWords, kind);
}

}  // namespace plimsoll
