#include "lib/host/processes.hpp"

#include <map>
#include <utility>

#include "lib/host/process_text.hpp"
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

Answer<Process> named_process(const HostSource& source, std::int64_t number) {
  const std::string id = std::to_string(number);
  if (const auto link = source.link(ProbeId::process_program, id)) {
    const std::string path = to_utf8(executable_path(*link));
    return Process{.id = number, .program = std::string(file_name_of(path)), .executable = path};
  }
  auto name = own_name(source, id);
  if (!name) return name.error();
  return Process{.id = number, .program = std::move(*name)};
}

Answer<std::uint32_t> user_of(const HostSource& source, const std::string& id) {
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

}  // namespace

Answer<Process> read_process(const HostSource& source, std::int64_t id) {
  auto process = named_process(source, id);
  if (!process) return process;
  const auto cgroup = source.file(ProbeId::process_cgroup, std::to_string(id));
  if (!cgroup) return cgroup.error();
  process->container = container_of(*cgroup);
  if (process->container.empty()) return process;
  const auto user = user_of(source, std::to_string(id));
  if (!user) return user.error();
  process->uid = *user;
  return process;
}

Answer<ProcessTable> read_processes(const HostSource& source) {
  const auto ids = process_ids(source);
  if (!ids) return ids.error();
  ProcessTable table;
  for (const std::int64_t id : *ids) {
    auto process = read_process(source, id);
    if (process) table.push_back(std::move(*process));
    if (!process && process.error() != Cause::absent) return process.error();
  }
  return table;
}

std::vector<HostProgram> programs_outside(const ProcessTable& table) {
  std::map<std::string, std::int64_t> counts;
  for (const Process& process : table) {
    if (process.container.empty()) ++counts[process.program];
  }
  std::vector<HostProgram> programs;
  for (const auto& [name, count] : counts) programs.push_back({name, count});
  return programs;
}

std::vector<ContainerProcesses> processes_of_containers(const ProcessTable& table) {
  std::map<std::string, std::vector<ContainerProcess>> by_container;
  for (const Process& process : table) {
    if (!process.container.empty()) by_container[process.container].push_back({process.program, process.uid});
  }
  std::vector<ContainerProcesses> containers;
  for (auto& [id, processes] : by_container) containers.push_back({id, std::move(processes)});
  return containers;
}

}  // namespace plimsoll::host
