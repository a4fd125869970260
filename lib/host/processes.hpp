#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/host/host_source.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

struct Process {
  std::int64_t id = 0;
  std::string program;     ///< file name of its executable; where that cannot be read, what it calls itself
  std::string executable;  ///< path; "" where it cannot be read
  std::string container;   ///< id; "" outside of all
  std::uint32_t uid = 0;   ///< effective; 0 outside of containers, where nobody asks
};

/// One that ended meanwhile, and a kernel thread, is `absent`.
[[nodiscard]] Answer<Process> read_process(const HostSource& source, std::int64_t id);

using ProcessTable = std::vector<Process>;

/// One pass over /proc.
[[nodiscard]] Answer<ProcessTable> read_processes(const HostSource& source);

/// By name.
[[nodiscard]] std::vector<HostProgram> programs_outside(const ProcessTable& table);
/// By id.
[[nodiscard]] std::vector<ContainerProcesses> processes_of_containers(const ProcessTable& table);

}  // namespace plimsoll::host
