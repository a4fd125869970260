#include "daemon/cli/local_doctor.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "daemon/cli/live_engine.hpp"
#include "daemon/cli/unit_state.hpp"
#include "lib/config/policy_files.hpp"
#include "lib/host/processes/own_process.hpp"
#include "lib/sinks/report/doctor_json.hpp"

namespace plimsoll::cli {
namespace {

Time wall_clock() { return std::chrono::floor<Time::duration>(std::chrono::system_clock::now()); }

Check fault_of(std::string id, const Error& error) {
  return {std::move(id), CheckState::fault, error.text, error.way_out};
}

/// The facts of the host that need no answer of the engine.
Snapshot host_alone(const Config& config, const std::string& engine_socket) {
  Snapshot snapshot;
  snapshot.engine.socket_path = engine_socket;
  read_host(config, snapshot);
  return snapshot;
}

Report report_of(const Config& config, const std::string& socket, Result<Snapshot> read) {
  const Time now = wall_clock();
  Report report{.generated_at = now, .posture = {.audited = read.has_value(), .audited_at = now}};
  report.health.engine = {.up = read.has_value(), .error = std::nullopt, .since = now};
  if (!read) report.health.engine.error = read.error();
  report.posture.snapshot = std::make_shared<const Snapshot>(read ? *std::move(read) : host_alone(config, socket));
  report.posture.unread_lists = report.posture.snapshot->unread_lists;
  report.posture.complete = report.posture.snapshot->unread.empty() && report.posture.unread_lists.empty();
  return report;
}

Surroundings look_around(const std::string& engine_socket, const Result<Policy>& policy) {
  Surroundings around{
      .process = host::read_own_process(),
      .system = host::read_system_facts(),
      .engine_socket_path = engine_socket,
      .engine_socket = host::read_socket_file(engine_socket),
      .policy_on_disk = policy ? Result<std::string>(policy->sha256()) : Result<std::string>(policy.error())};
  around.system.unit_state = unit_state();
  return around;
}

}  // namespace

LocalDoctor examine_here(const Error& why_no_daemon, Invocation& invocation) {
  std::vector<Check> first{fault_of("daemon", why_no_daemon)};
  const Result<Config> configured = load_config(std::nullopt);
  if (!configured) first.push_back(fault_of("configuration", configured.error()));
  const Config config = configured ? *configured : Config();

  const Result<std::string> socket = engine_socket(config, invocation.engine);
  if (!socket) first.push_back(fault_of("engine-address", socket.error()));
  const std::string path = socket ? *socket : "";
  Result<Policy> policy = load_policy(config);
  auto report =
      std::make_shared<Report>(report_of(config, path, read_engine(config, invocation.engine, invocation.terminal)));
  const Surroundings around = look_around(path, policy);
  if (policy) report->posture.policy = std::make_shared<const Policy>(*std::move(policy));
  const DoctorInput input{
      .report = report, .surroundings = around, .daemon = std::nullopt, .now = report->generated_at};
  return {.document = doctor_json(input, first), .engine_answers = report->health.engine.up};
}

}  // namespace plimsoll::cli
