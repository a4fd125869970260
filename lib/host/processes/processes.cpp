#include "lib/host/processes/processes.hpp"

#include <map>
#include <utility>

#include "lib/host/processes/process_text.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

/// Without a link to an executable: a kernel thread, a process that has ended, or one that we may not look into.
Answer<std::string> own_name(const HostSource& source, const std::string& id) {
  const auto text = source.file(ProbeId::process_stat, id);
  if (!text) return text.error();
  const auto stat = parse_process_stat(*text);
  if (!stat) return Cause::malformed;
  const bool ended = (stat->state == 'Z' || stat->state == 'X') && stat->threads <= 1;
  if (stat->kernel_thread || ended) return Cause::absent;
  return stat->name;
}

/// An ended first thread has no link, though the others run.
Failure failure_of_no_link(const Failure& failure) {
  return failure == Cause::absent ? Failure(Cause::unreadable, failure.os_error) : failure;
}

Answer<std::string> executable_of(const HostSource& source, const std::string& id) {
  const auto link = source.link(ProbeId::process_program, id);
  if (!link) return failure_of_no_link(link.error());
  return to_utf8(executable_path(*link));
}

/// The error is `absent`, or what stands in the way of any name.
Answer<void> put_name(const HostSource& source, Process& process) {
  const std::string id = std::to_string(process.id);
  process.executable = executable_of(source, id);
  if (process.executable) {
    process.program = file_name_of(*process.executable);
    return {};
  }
  auto name = own_name(source, id);
  if (!name) return name.error();
  process.program = std::move(*name);
  return {};
}

Answer<std::uint32_t> user_of(const HostSource& source, const std::string& id) {
  if (!source.shows_owners()) return Cause::hidden;
  const auto status = source.file(ProbeId::process_status, id);
  if (!status) return status.error();
  const auto user = effective_user(*status);
  return user ? Answer<std::uint32_t>(*user) : Cause::malformed;
}

/// Without the first process, others than our own are hidden from us.
bool shows_all(const std::vector<std::int64_t>& ids) { return !ids.empty() && ids.front() == 1; }

Answer<std::vector<std::int64_t>> process_ids(const HostSource& source) {
  const auto names = source.names(ProbeId::process_list);
  if (!names) return names.error();
  std::vector<std::int64_t> ids;
  for (const std::string& name : *names) {
    if (const auto id = number_in<std::int64_t>(name)) ids.push_back(*id);
  }
  if (!shows_all(ids)) return Cause::no_permission;
  return ids;
}

/// What a container's process calls itself is its own invention: "" where its program may not be read.
Answer<std::string> program_of(const Process& process) {
  if (process.executable) return process.program;
  const Failure failure = process.executable.error();
  return failure == Cause::no_permission ? Answer<std::string>(std::string()) : failure;
}

/// The first process that is not known decides.
void add_to(Answer<std::vector<ContainerProcess>>& processes, const Process& process) {
  if (!processes) return;
  auto program = program_of(process);
  if (!program)
    processes = program.error();
  else if (!process.uid)
    processes = process.uid.error();
  else
    processes->push_back({std::move(*program), *process.uid});
}

}  // namespace

Answer<Process> read_process(const HostSource& source, std::int64_t id) {
  const auto cgroup = source.file(ProbeId::process_cgroup, std::to_string(id));
  if (!cgroup) return cgroup.error();
  Process process{.id = id, .program = {}, .container = container_of(*cgroup)};
  const auto named = put_name(source, process);
  if (!named && named.error() == Cause::absent) return Cause::absent;
  if (process.container.empty()) return process;
  process.uid = user_of(source, std::to_string(id));
  if (!process.uid && process.uid.error() == Cause::absent) return Cause::absent;
  return process;
}

Answer<ProcessTable> read_processes(const HostSource& source) {
  const auto ids = process_ids(source);
  if (!ids) return ids.error();
  ProcessTable table;
  for (const std::int64_t id : *ids) {
    auto process = read_process(source, id);
    if (process) table.push_back(std::move(*process));
    if (!process && process.error() == Cause::no_permission) return process.error();
  }
  return table;
}

std::vector<HostProgram> programs_outside(const ProcessTable& table) {
  std::map<std::string, std::int64_t> counts;
  for (const Process& process : table) {
    if (process.container.empty() && !process.program.empty()) ++counts[process.program];
  }
  std::vector<HostProgram> programs;
  for (const auto& [name, count] : counts) programs.push_back({name, count});
  return programs;
}

std::vector<ContainerProcesses> processes_of_containers(const ProcessTable& table) {
  std::map<std::string, Answer<std::vector<ContainerProcess>>> by_container;
  for (const Process& process : table) {
    if (!process.container.empty()) add_to(by_container[process.container], process);
  }
  std::vector<ContainerProcesses> containers;
  for (const auto& [id, processes] : by_container) containers.push_back({id, to_fact(processes, "/proc/PID")});
  return containers;
}

}  // namespace plimsoll::host
