#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

struct Process {
  std::int64_t id = 0;
  std::string program;  ///< file name of its executable; where that cannot be read, what it calls itself, or ""
  Answer<std::string> executable = Cause::unresolved;  ///< path
  std::string container;                               ///< id; "" outside of all
  Answer<std::uint32_t> uid = 0U;                      ///< effective; 0 outside of containers, where nobody asks
};

/// One that ended meanwhile, and a kernel thread, is `absent`.
[[nodiscard]] Answer<Process> read_process(const HostSource& source, std::int64_t id);

using ProcessTable = std::vector<Process>;

/// One pass over /proc. A process whose container cannot be told is left out, unless it is permission that lacks.
[[nodiscard]] Answer<ProcessTable> read_processes(const HostSource& source);

/// By name.
[[nodiscard]] std::vector<HostProgram> programs_outside(const ProcessTable& table);
/// By id. Of a container with a process that is not known there is only the cause.
[[nodiscard]] std::vector<ContainerProcesses> processes_of_containers(const ProcessTable& table);

}  // namespace plimsoll::host
