// The words of the closed lists: metrics' labels, log fields and JSON values are these.

#include <array>
#include <cassert>

#include "plimsoll/facts.hpp"
#include "plimsoll/finding.hpp"
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
  static constexpr std::array<std::string_view, 9> kWords{"absent",       "null",          "wrong_type",
                                                          "unreadable",   "stale",         "not_reported",
                                                          "not_recorded", "no_permission", "unresolved"};
  return word(kWords, cause);
}

std::string_view to_string(Source source) {
  static constexpr std::array<std::string_view, 4> kWords{"inspect", "engine", "host", "plimsoll"};
  return word(kWords, source);
}

std::string_view to_string(EngineKind kind) {
  static constexpr std::array<std::string_view, 2> kWords{"docker", "podman"};
  return word(kWords, kind);
}

std::string_view to_string(VerdictKind kind) {
  static constexpr std::array<std::string_view, 6> kWords{"pass",           "violation", "unknown",
                                                          "not_applicable", "manual",    "off"};
  return word(kWords, kind);
}

std::string_view to_string(NotApplicable cause) {
  static constexpr std::array<std::string_view, 8> kWords{"user_namespace_remapped",
                                                          "no_user_namespace_remapping",
                                                          "no_apparmor",
                                                          "no_selinux",
                                                          "no_seccomp",
                                                          "cgroup_v1",
                                                          "not_set",
                                                          "host_network"};
  return word(kWords, cause);
}

std::string_view to_string(Severity severity) {
  static constexpr std::array<std::string_view, 4> kWords{"low", "medium", "high", "critical"};
  return word(kWords, severity);
}

std::string_view to_string(SubjectKind kind) {
  static constexpr std::array<std::string_view, 3> kWords{"host", "engine", "container"};
  return word(kWords, kind);
}

std::string_view to_string(TransitionKind kind) {
  static constexpr std::array<std::string_view, 7> kWords{"baseline", "opened",   "changed", "waived",
                                                          "unknown",  "resolved", "reopened"};
  return word(kWords, kind);
}

}  // namespace plimsoll
