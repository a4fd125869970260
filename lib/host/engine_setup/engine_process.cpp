#include "lib/host/engine_setup/engine_process.hpp"

#include <unistd.h>

#include <optional>

#include "lib/host/processes/process_text.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kPidFile = "/var/run/docker.pid";

bool is_engine(const Process& process, EngineKind kind) {
  return process.program == (kind == EngineKind::docker ? "dockerd" : "podman");
}

std::optional<Process> engine_with_id(const HostSource& source, const Answer<std::int64_t>& id, EngineKind kind) {
  if (!id) return std::nullopt;
  const auto process = read_process(source, *id);
  if (!process || !is_engine(*process, kind)) return std::nullopt;
  return *process;
}

Answer<std::int64_t> id_in_pid_file(const HostSource& source) {
  const auto text = source.file(ProbeId::engine_pid_file, kPidFile);
  if (!text) return text.error();
  const auto id = number_in<std::int64_t>(trimmed(*text));
  return id ? Answer<std::int64_t>(*id) : Cause::malformed;
}

Answer<Process> only_engine(const ProcessTable& table, EngineKind kind) {
  const Process* only = nullptr;
  for (const Process& process : table) {
    if (!process.container.empty() || !is_engine(process, kind)) continue;
    if (only != nullptr) return Cause::unresolved;
    only = &process;
  }
  return only == nullptr ? Answer<Process>(Cause::unresolved) : *only;
}

}  // namespace

Answer<Process> find_engine_process(const HostSource& source, const Answer<ProcessTable>& table, EngineKind kind,
                                    const std::string& socket_path) {
  if (auto process = engine_with_id(source, source.peer(ProbeId::engine_peer, socket_path), kind)) return *process;
  if (kind == EngineKind::docker) {
    if (auto process = engine_with_id(source, id_in_pid_file(source), kind)) return *process;
  }
  if (!table) return table.error();
  return only_engine(*table, kind);
}

Answer<std::int64_t> started_after_boot(const HostSource& source, std::int64_t process) {
  const auto text = source.file(ProbeId::process_stat, std::to_string(process));
  if (!text) return text.error();
  const auto stat = parse_process_stat(*text);
  return stat ? Answer<std::int64_t>(stat->started_ticks / ::sysconf(_SC_CLK_TCK)) : Cause::malformed;
}

Answer<std::chrono::sys_seconds> started_at(const HostSource& source, std::int64_t process) {
  const auto started = started_after_boot(source, process);
  const auto text = source.file(ProbeId::boot_time);
  if (!started || !text) return started ? text.error() : started.error();
  const auto booted = boot_time(*text);
  if (!booted) return Cause::malformed;
  return std::chrono::sys_seconds(std::chrono::seconds(*booted + *started));
}

}  // namespace plimsoll::host
