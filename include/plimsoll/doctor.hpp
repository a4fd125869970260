#pragma once

/// The checks of `plimsoll doctor`: whether plimsoll itself works, what it can read, and what to do where it cannot.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/clock.hpp"
#include "plimsoll/effective_facts.hpp"
#include "plimsoll/fact.hpp"
#include "plimsoll/report.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

enum class CheckState : std::uint8_t {
  ok,
  warning,  ///< works in part
  fault,    ///< does not work
  unknown,  ///< cannot be seen from here
};

[[nodiscard]] std::string_view to_string(CheckState state);

struct Check {
  std::string id;  ///< stable, in kebab-case
  CheckState state = CheckState::ok;
  std::string seen;    ///< text from outside in it is not escaped
  std::string remedy;  ///< a command or a line of the unit to change; "": none is needed or known
};

/// A user or group by number, with its name in /etc/passwd or /etc/group; "": it has none there.
struct Account {
  std::uint32_t id = 0;
  std::string name;
};

/// The process that reads engine and host, as the kernel shows it.
struct OwnProcess {
  Account user;                 ///< effective
  std::vector<Account> groups;  ///< the effective one, then the supplementary ones
  CapabilityMask effective = 0;
  SeccompMode seccomp = SeccompMode::disabled;
  bool no_new_privileges = false;
  bool own_user_namespace = false;        ///< so its capabilities count for nothing on the host
  bool sees_host_root = false;            ///< /proc/1/root opens, so that no mount of a sandbox hides the host
  bool hides_processes = false;           ///< /proc is mounted with hidepid=
  bool hides_kernel_files = false;        ///< /proc is mounted with subset=pid
  std::vector<std::string> hidden_paths;  ///< the sandbox of the unit shows something else there
  std::string label;                      ///< AppArmor's profile or SELinux's context; "": neither
  std::string unit;                       ///< of systemd, by its control group; "": none
};

/// A Unix socket and whether this process may connect to it.
struct SocketFile {
  Account owner;
  Account group;
  std::uint32_t mode = 0;  ///< 07777 bits
  bool writable = false;   ///< says the kernel: connecting takes it
};

struct SystemFacts {
  std::string kernel_release;
  int cgroup_version = 0;        ///< 0: not known
  std::string security_modules;  ///< in the kernel's order, with commas; "": not known
  std::string unit_state;        ///< of plimsolld.service, as systemctl names it; "": not asked
};

/// Everything that a process finds out about itself for `examine`.
struct Surroundings {
  std::optional<OwnProcess> process;  ///< nothing: /proc/self could not be read
  SystemFacts system;
  std::string engine_socket_path;
  Fact<SocketFile> engine_socket;
  std::optional<Result<std::string>> policy_on_disk;  ///< its sha256, or why it is refused; nothing: not looked at
};

/// State that only a daemon has.
struct DaemonState {
  Time started_at{};
  std::string metrics_address;          ///< ADDRESS:PORT; "": none
  std::optional<Time> scraped_at;       ///< last GET of /metrics
  std::optional<Time> finding_told_at;  ///< last transition handed to the log
};

struct DoctorInput {
  std::shared_ptr<const Report> report;  ///< null: none yet
  Surroundings surroundings;
  std::optional<DaemonState> daemon;  ///< nothing: a command looks with its caller's permissions
  Time now{};
};

/// The checks in the order in which a person reads them. Pure.
[[nodiscard]] std::vector<Check> examine(const DoctorInput& input);

/// A fault or a warning is among them.
[[nodiscard]] bool finds_trouble(const std::vector<Check>& checks);

}  // namespace plimsoll
