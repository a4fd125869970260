#pragma once

/// The files that the benchmark's sections 1.1 and 3 name, where this engine keeps them.

#include <optional>
#include <string>
#include <vector>

#include "lib/host/engine_setup/daemon_settings.hpp"
#include "lib/host/processes/processes.hpp"
#include "plimsoll/engine_facts.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

/// What is known of the engine when its files are looked for.
struct EngineOnHost {
  const EngineFacts& facts;
  bool rootless = false;
  const EngineSetup& setup;
  const Answer<Process>& process;
  const Answer<ProcessTable>& processes;
};

/// A place where a file of this role may be; or why that cannot be known.
struct Candidate {
  EngineFileRole role{};
  Answer<std::string> path;
};

/// By role, in the order of roles.
[[nodiscard]] std::vector<Candidate> program_files(const HostSource& source, const EngineOnHost& engine);
[[nodiscard]] std::vector<Candidate> unit_files(const HostSource& source, const EngineOnHost& engine);
[[nodiscard]] std::vector<Candidate> containerd_files(const EngineOnHost& engine);
[[nodiscard]] std::vector<Candidate> configuration_files(const HostSource& source, const EngineOnHost& engine);
[[nodiscard]] std::vector<Candidate> tls_files(const EngineOnHost& engine);

/// Those that are there, each once.
[[nodiscard]] std::vector<EngineFile> read_engine_files(const HostSource& source, const EngineOnHost& engine);

}  // namespace plimsoll::host
