// The names of the closed lists: metric labels, log fields and JSON values are these. The compiler refuses a switch
// that lacks an enumerator. A value that no enumerator has gets no name.

#include "lib/core/enum_names.hpp"

#include "plimsoll/exec.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/finding.hpp"
#include "plimsoll/freshness.hpp"
#include "plimsoll/ledger.hpp"
#include "plimsoll/rule.hpp"
#include "plimsoll/verdict.hpp"

namespace plimsoll {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::no_socket:
      return "no_socket";
    case ErrorKind::permission_denied:
      return "permission_denied";
    case ErrorKind::path_too_long:
      return "path_too_long";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::timeout:
      return "timeout";
    case ErrorKind::http_status:
      return "http_status";
    case ErrorKind::truncated:
      return "truncated";
    case ErrorKind::too_large:
      return "too_large";
    case ErrorKind::bad_json:
      return "bad_json";
    case ErrorKind::wrong_shape:
      return "wrong_shape";
    case ErrorKind::gone:
      return "gone";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::bad_input:
      return "bad_input";
    case ErrorKind::io:
      return "io";
  }
  return {};
}

std::string_view to_string(Cause cause) {
  switch (cause) {
    case Cause::absent:
      return "absent";
    case Cause::null:
      return "null";
    case Cause::wrong_type:
      return "wrong_type";
    case Cause::unreadable:
      return "unreadable";
    case Cause::stale:
      return "stale";
    case Cause::not_reported:
      return "not_reported";
    case Cause::not_recorded:
      return "not_recorded";
    case Cause::no_permission:
      return "no_permission";
    case Cause::unresolved:
      return "unresolved";
    case Cause::malformed:
      return "malformed";
    case Cause::too_large:
      return "too_large";
    case Cause::timed_out:
      return "timed_out";
    case Cause::pending:
      return "pending";
    case Cause::not_configured:
      return "not_configured";
    case Cause::hidden:
      return "hidden";
  }
  return {};
}

std::string_view to_string(Source source) {
  switch (source) {
    case Source::inspect:
      return "inspect";
    case Source::engine:
      return "engine";
    case Source::host:
      return "host";
    case Source::plimsoll:
      return "plimsoll";
  }
  return {};
}

std::string_view to_string(ExecLoss loss) {
  switch (loss) {
    case ExecLoss::gone:
      return "gone";
    case ExecLoss::not_named:
      return "not_named";
    case ExecLoss::too_many:
      return "too_many";
    case ExecLoss::unreadable:
      return "unreadable";
  }
  return {};
}

std::string_view to_string(EngineKind kind) {
  switch (kind) {
    case EngineKind::docker:
      return "docker";
    case EngineKind::podman:
      return "podman";
  }
  return {};
}

std::string_view to_string(StepFault fault) {
  switch (fault) {
    case StepFault::add_instruction:
      return "add_instruction";
    case StepFault::update_without_install:
      return "update_without_install";
    case StepFault::passwordless_sudo:
      return "passwordless_sudo";
    case StepFault::pipe_to_shell:
      return "pipe_to_shell";
    case StepFault::unauthenticated_packages:
      return "unauthenticated_packages";
    case StepFault::secret_name:
      return "secret_name";
  }
  return {};
}

std::string_view to_string(EngineFileRole role) {
  switch (role) {
    case EngineFileRole::dockerd:
      return "dockerd";
    case EngineFileRole::containerd:
      return "containerd";
    case EngineFileRole::containerd_shim:
      return "containerd_shim";
    case EngineFileRole::containerd_shim_runc_v1:
      return "containerd_shim_runc_v1";
    case EngineFileRole::containerd_shim_runc_v2:
      return "containerd_shim_runc_v2";
    case EngineFileRole::runc:
      return "runc";
    case EngineFileRole::containerd_directory:
      return "containerd_directory";
    case EngineFileRole::data_root:
      return "data_root";
    case EngineFileRole::config_directory:
      return "config_directory";
    case EngineFileRole::daemon_json:
      return "daemon_json";
    case EngineFileRole::service_unit:
      return "service_unit";
    case EngineFileRole::socket_unit:
      return "socket_unit";
    case EngineFileRole::api_socket:
      return "api_socket";
    case EngineFileRole::containerd_socket:
      return "containerd_socket";
    case EngineFileRole::containerd_config:
      return "containerd_config";
    case EngineFileRole::environment_file:
      return "environment_file";
    case EngineFileRole::sysconfig_file:
      return "sysconfig_file";
    case EngineFileRole::registry_certificate:
      return "registry_certificate";
    case EngineFileRole::tls_ca_certificate:
      return "tls_ca_certificate";
    case EngineFileRole::tls_certificate:
      return "tls_certificate";
    case EngineFileRole::tls_key:
      return "tls_key";
  }
  return {};
}

std::string_view to_string(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::pass:
      return "pass";
    case VerdictKind::violation:
      return "violation";
    case VerdictKind::unknown:
      return "unknown";
    case VerdictKind::not_applicable:
      return "not_applicable";
    case VerdictKind::manual:
      return "manual";
    case VerdictKind::off:
      return "off";
  }
  return {};
}

std::string_view to_string(NotApplicable cause) {
  switch (cause) {
    case NotApplicable::user_namespace_remapped:
      return "user_namespace_remapped";
    case NotApplicable::no_user_namespace_remapping:
      return "no_user_namespace_remapping";
    case NotApplicable::no_apparmor:
      return "no_apparmor";
    case NotApplicable::no_selinux:
      return "no_selinux";
    case NotApplicable::no_seccomp:
      return "no_seccomp";
    case NotApplicable::cgroup_v1:
      return "cgroup_v1";
    case NotApplicable::not_set:
      return "not_set";
    case NotApplicable::host_network:
      return "host_network";
    case NotApplicable::other_engine:
      return "other_engine";
    case NotApplicable::other_storage_driver:
      return "other_storage_driver";
    case NotApplicable::no_swarm:
      return "no_swarm";
    case NotApplicable::not_a_manager:
      return "not_a_manager";
    case NotApplicable::no_such_file:
      return "no_such_file";
    case NotApplicable::no_such_network:
      return "no_such_network";
    case NotApplicable::no_policy:
      return "no_policy";
    case NotApplicable::not_listening:
      return "not_listening";
    case NotApplicable::not_running:
      return "not_running";
    case NotApplicable::no_services:
      return "no_services";
    case NotApplicable::in_swarm:
      return "in_swarm";
  }
  return {};
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::low:
      return "low";
    case Severity::medium:
      return "medium";
    case Severity::high:
      return "high";
    case Severity::critical:
      return "critical";
  }
  return {};
}

std::string_view to_string(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::host:
      return "host";
    case SubjectKind::engine:
      return "engine";
    case SubjectKind::container:
      return "container";
    case SubjectKind::stopped_container:
      return "stopped_container";
    case SubjectKind::image:
      return "image";
    case SubjectKind::network:
      return "network";
    case SubjectKind::service:
      return "service";
  }
  return {};
}

std::string_view to_string(Feed feed) {
  switch (feed) {
    case Feed::events:
      return "events";
    case Feed::lists:
      return "lists";
    case Feed::host:
      return "host";
  }
  return {};
}

std::string_view to_string(FeedState state) {
  switch (state) {
    case FeedState::live:
      return "live";
    case FeedState::catching_up:
      return "catching_up";
    case FeedState::stale:
      return "stale";
    case FeedState::down:
      return "down";
  }
  return {};
}

std::string_view to_string(TransitionKind kind) {
  switch (kind) {
    case TransitionKind::baseline:
      return "baseline";
    case TransitionKind::opened:
      return "opened";
    case TransitionKind::changed:
      return "changed";
    case TransitionKind::waived:
      return "waived";
    case TransitionKind::unknown:
      return "unknown";
    case TransitionKind::resolved:
      return "resolved";
    case TransitionKind::reopened:
      return "reopened";
  }
  return {};
}

std::string_view to_string(SeccompMode mode) {
  switch (mode) {
    case SeccompMode::disabled:
      return "disabled";
    case SeccompMode::strict:
      return "strict";
    case SeccompMode::filter:
      return "filter";
    case SeccompMode::not_supported:
      return "not_supported";
  }
  return {};
}

std::string_view to_string(SecurityOptions::Seccomp seccomp) {
  switch (seccomp) {
    case SecurityOptions::Seccomp::not_set:
      return "not_set";
    case SecurityOptions::Seccomp::unconfined:
      return "unconfined";
    case SecurityOptions::Seccomp::custom:
      return "custom";
  }
  return {};
}

std::string_view to_string(BlockIoLimit::Kind kind) {
  switch (kind) {
    case BlockIoLimit::Kind::read_bytes:
      return "read_bytes";
    case BlockIoLimit::Kind::write_bytes:
      return "write_bytes";
    case BlockIoLimit::Kind::read_operations:
      return "read_operations";
    case BlockIoLimit::Kind::write_operations:
      return "write_operations";
  }
  return {};
}

std::string_view to_string(NamespaceKind kind) {
  switch (kind) {
    case NamespaceKind::cgroup:
      return "cgroup";
    case NamespaceKind::ipc:
      return "ipc";
    case NamespaceKind::mount:
      return "mount";
    case NamespaceKind::network:
      return "network";
    case NamespaceKind::pid:
      return "pid";
    case NamespaceKind::user:
      return "user";
    case NamespaceKind::uts:
      return "uts";
  }
  return {};
}

}  // namespace plimsoll
