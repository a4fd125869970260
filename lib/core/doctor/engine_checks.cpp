// Whether the engine answers, and which permission lets this process in.

#include <algorithm>

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

constexpr std::uint32_t kWrite = 2;

enum class Class { owner, group, others };

/// The kernel looks at the first class that applies and at no other.
Class class_of(const SocketFile& socket, const OwnProcess& process) {
  if (process.user.id == socket.owner.id) return Class::owner;
  const bool member = std::ranges::find(process.groups, socket.group.id, &Account::id) != process.groups.end();
  return member ? Class::group : Class::others;
}

bool grants(const SocketFile& socket, Class by) {
  const unsigned shift = by == Class::owner ? 6 : by == Class::group ? 3 : 0;
  return ((socket.mode >> shift) & kWrite) != 0;
}

std::string permission_text(const SocketFile& socket, const OwnProcess& process) {
  const Class by = class_of(socket, process);
  if (grants(socket, by)) {
    if (by == Class::owner) return "as its owner " + account_text(socket.owner, "uid");
    if (by == Class::group) return "as a member of group " + account_text(socket.group, "gid");
    return "as everybody may, by its mode";
  }
  return holds(process.effective, kDacOverride) ? "by CAP_DAC_OVERRIDE" : "by its access list";
}

std::string octal(std::uint32_t mode) {
  std::string digits;
  for (const unsigned shift : {9U, 6U, 3U, 0U}) digits += static_cast<char>('0' + ((mode >> shift) & 7U));
  return digits;
}

std::string name_or_number(const Account& account) {
  return account.name.empty() ? std::to_string(account.id) : account.name;
}

std::string file_text(const std::string& path, const SocketFile& socket) {
  return path + " is " + name_or_number(socket.owner) + ":" + name_or_number(socket.group) + " " + octal(socket.mode);
}

std::string remedy_for(const SocketFile& socket, bool daemon) {
  const std::string group = name_or_number(socket.group);
  if (socket.group.id == 0) return "put a filtering socket proxy before it and name that with engine.address";
  return daemon ? unit_line("SupplementaryGroups=" + group) : "join group " + group + " or use sudo";
}

Check check_of(const std::string& path, const SocketFile& socket, const DoctorInput& input) {
  const auto& process = input.surroundings.process;
  const std::string who = process ? account_text(process->user, "uid") : "this process";
  const std::string seen = file_text(path, socket);
  if (!socket.writable) {
    return fault("engine-socket", seen + "; " + who + " may not connect", remedy_for(socket, input.daemon.has_value()));
  }
  return ok("engine-socket",
            seen + "; " + who + " may connect" + (process ? " " + permission_text(socket, *process) : ""));
}

Check missing_socket(const std::string& path, Cause cause) {
  if (cause == Cause::absent) {
    return fault("engine-socket", path + " does not exist",
                 "start the engine (systemctl start docker) or name another with engine.address or --engine");
  }
  return fault("engine-socket", path + ": " + std::string(to_string(cause)),
               "let this process search the directories above it");
}

Check socket_check(const DoctorInput& input) {
  const std::string& path = input.surroundings.engine_socket_path;
  const Fact<SocketFile>& socket = input.surroundings.engine_socket;
  return socket ? check_of(path, *socket, input) : missing_socket(path, socket.cause());
}

std::string engine_text(const Report& report) {
  const EngineFacts& engine = report.posture.snapshot->engine;
  return std::string(to_string(engine.kind)) + " " + engine.version + ", API " + engine.api_version;
}

Check engine_check(const Report& report, Time now) {
  const EngineState& state = report.health.engine;
  const std::string time = " for " + age(state.since, now);
  if (state.up)
    return ok("engine", (report.posture.snapshot ? engine_text(report) + ", " : "") + "has answered" + time);
  if (!state.error) return unknown_check("engine", "not asked yet", "ask again");
  const std::string remedy = state.error->way_out.empty() ? "systemctl status docker" : state.error->way_out;
  return fault("engine", "has not answered" + time + ": " + state.error->text, remedy);
}

}  // namespace

Checks engine_checks(const DoctorInput& input) {
  Checks checks;
  if (input.report) checks.push_back(engine_check(*input.report, input.now));
  if (!input.surroundings.engine_socket_path.empty()) checks.push_back(socket_check(input));
  return checks;
}

}  // namespace plimsoll::doctor
