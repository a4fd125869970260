#include "lib/host/host_reading.hpp"

#include <algorithm>
#include <utility>

#include "lib/host/audit_rules.hpp"
#include "lib/host/engine_setup/accounts.hpp"
#include "lib/host/engine_setup/daemon_settings.hpp"
#include "lib/host/engine_setup/engine_files.hpp"
#include "lib/host/engine_setup/engine_process.hpp"
#include "lib/host/engine_setup/listeners.hpp"
#include "lib/host/engine_setup/mount_point.hpp"
#include "lib/host/kernel_settings.hpp"
#include "lib/host/processes/other_engines.hpp"

namespace plimsoll::host {
namespace {

bool is_rootless(const EngineFacts& engine) { return engine.security && engine.security->rootless; }

Answer<std::int64_t> id_of(const Answer<Process>& process) {
  return process ? Answer<std::int64_t>(process->id) : process.error();
}

DaemonSettings settings_of(const EngineFacts& engine, const EngineSetup& setup) {
  if (engine.kind == EngineKind::podman) return unknown_settings(Cause::not_reported);
  return merge_settings(setup, engine.version);
}

template <class T, class Read>
Answer<T> if_known(const Answer<Process>& process, Read read) {
  return process ? Answer<T>(read(process->id)) : process.error();
}

Answer<std::string> data_root_mount(const HostSource& source, const EngineFacts& engine,
                                    const Answer<Process>& process) {
  if (!engine.root_directory) return engine.root_directory.cause();
  return read_mount_point(source, id_of(process), *engine.root_directory);
}

void put_processes(ProbeResults& board, const HostSource& source, const Answer<ProcessTable>& table, EngineKind kind) {
  using Programs = std::vector<HostProgram>;
  using Containers = std::vector<ContainerProcesses>;
  using Engines = std::vector<std::string>;
  const auto programs = table ? Answer<Programs>(programs_outside(*table)) : table.error();
  const auto containers = table ? Answer<Containers>(processes_of_containers(*table)) : table.error();
  const auto engines = table ? other_engines(source, *table, kind) : Answer<Engines>(table.error());
  board.put([&](HostAnswers& answers) {
    answers.host.programs = to_fact(programs, "/proc");
    answers.host.container_processes = to_fact(containers, "/proc");
    answers.host.other_engines = to_fact(engines, "/proc");
  });
}

void put_host(ProbeResults& board, const HostSource& source) {
  const auto kernel = read_kernel_settings(source);
  board.put([&](HostAnswers& answers) { answers.host.kernel_settings = to_fact(kernel, "/proc/sys"); });
  const auto audit = read_audit_rules(source);
  board.put([&](HostAnswers& answers) { answers.host.audit_rules = to_fact(audit, "/etc/audit"); });
}

void put_files(ProbeResults& board, const HostSource& source, const EngineOnHost& engine) {
  auto files = read_engine_files(source, engine);
  const auto group = read_engine_group(source, files, engine.facts.socket_path);
  board.put([&](HostAnswers& answers) {
    answers.host.engine_files = Fact<std::vector<EngineFile>>(std::move(files), Source::host, "stat");
    answers.host.engine_group = to_fact(group, "/etc/group");
  });
}

/// Settings first: they say where the files are. `listeners` are looked for only if they are not known.
void put_engine(ProbeResults& board, const HostSource& source, const ProbeRequest& question,
                const Answer<ProcessTable>& table, std::optional<Answer<std::vector<Listener>>>& listeners) {
  EngineFacts facts = question.engine;
  const auto process = find_engine_process(source, table, facts.kind, facts.socket_path);
  const EngineSetup setup = read_engine_setup(source, process, is_rootless(facts));
  facts.settings = settings_of(facts, setup);
  const auto started = process ? started_after_boot(source, process->id) : Answer<std::int64_t>(process.error());
  board.put([&](HostAnswers& answers) {
    answers.settings = facts.settings;
    answers.engine_started_after_boot = to_fact(started, "/proc/PID/stat");
  });

  if (!listeners) {
    listeners = if_known<std::vector<Listener>>(process, [&](std::int64_t id) { return read_listeners(source, id); });
  }
  board.put([&](HostAnswers& answers) { answers.listeners = to_fact(*listeners, "/proc/PID/net"); });
  put_files(board, source, {facts, is_rootless(facts), setup, process, table});
  const auto mount = data_root_mount(source, facts, process);
  board.put([&](HostAnswers& answers) { answers.host.data_root_mount_point = to_fact(mount, "mountinfo"); });
}

void put_scans(ProbeResults& board, ScanReports& scans, const ProbeRequest& question) {
  scans.refresh();
  for (const auto& [id, digests] : question.images) {
    const auto scan = scans.newest_about(id, digests);
    board.put([&](HostAnswers& answers) { answers.scans[id] = to_fact(scan, "scan report"); });
  }
}

template <class T>
void time_out(Fact<T>& fact, std::string_view path) {
  fact = Fact<T>(Cause::timed_out, Source::host, path);
}

}  // namespace

ProbeRequest probe_request_for(const Snapshot& snapshot) {
  ProbeRequest question{.engine = snapshot.engine, .running = {}, .images = {}};
  for (const auto& container : snapshot.containers) question.running.insert(container->id);
  for (const auto& [id, image] : snapshot.images) {
    question.images[id] = image.repo_digests ? *image.repo_digests : std::vector<std::string>();
  }
  return question;
}

ProbeResults::ProbeResults(const ProbeRequest& question) {
  time_out(answers_.host.kernel_settings, "/proc/sys");
  time_out(answers_.host.engine_files, "stat");
  time_out(answers_.host.audit_rules, "/etc/audit");
  time_out(answers_.host.engine_group, "/etc/group");
  time_out(answers_.host.data_root_mount_point, "mountinfo");
  time_out(answers_.host.programs, "/proc");
  time_out(answers_.host.container_processes, "/proc");
  time_out(answers_.host.other_engines, "/proc");
  time_out(answers_.listeners, "/proc/PID/net");
  time_out(answers_.engine_started_after_boot, "/proc/PID/stat");
  answers_.settings = unknown_settings(Cause::timed_out);
  for (const auto& [id, digests] : question.images) time_out(answers_.scans[id], "scan report");
}

void fill(Snapshot& snapshot, HostAnswers answers) {
  answers.host.name = std::move(snapshot.host.name);
  answers.host.refused_policy = std::move(snapshot.host.refused_policy);
  snapshot.host = std::move(answers.host);
  snapshot.engine.settings = std::move(answers.settings);
  snapshot.engine.listeners = std::move(answers.listeners);
  snapshot.engine.started_after_boot = answers.engine_started_after_boot;
  for (auto& [id, scan] : answers.scans) {
    const auto image = snapshot.images.find(id);
    if (image != snapshot.images.end()) image->second.scan = std::move(scan);
  }
}

HostProber::HostProber(std::shared_ptr<const HostSource> source, HostOptions options,
                       std::shared_ptr<ParsedReports> reports)
    : source_(std::move(source)),
      options_(std::move(options)),
      scans_(*source_, options_.scan_reports, std::move(reports)) {}

void HostProber::answer(const ProbeRequest& question, ProbeResults& board) {
  put_host(board, *source_);
  refresh_processes(question);
  put_processes(board, *source_, processes_, question.engine.kind);
  put_engine(board, *source_, question, processes_, listeners_);
  put_scans(board, scans_, question);
}

void HostProber::refresh_processes(const ProbeRequest& question) {
  if (processes_are_current(question)) return;
  processes_ = read_processes(*source_);
  processes_read_at_ = std::chrono::steady_clock::now();
  running_then_ = question.running;
  listeners_.reset();
}

/// A container that was not there then has processes that were not there either.
bool HostProber::processes_are_current(const ProbeRequest& question) const {
  const bool starting_up = std::chrono::steady_clock::now() - processes_read_at_ < options_.refresh;
  return processes_ && starting_up && std::ranges::includes(running_then_, question.running);
}

}  // namespace plimsoll::host
