#include <algorithm>

#include "lib/host/engine_files.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kFolders[] = {"/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"};
constexpr std::string_view kUsualRuntime = "runc";

struct Program {
  EngineFileRole role;
  std::string_view name;
};
constexpr Program kDockerPrograms[] = {
    {EngineFileRole::containerd, "containerd"},
    {EngineFileRole::containerd_shim, "containerd-shim"},
    {EngineFileRole::containerd_shim_runc_v1, "containerd-shim-runc-v1"},
    {EngineFileRole::containerd_shim_runc_v2, "containerd-shim-runc-v2"},
};

std::vector<std::string> running(const Answer<ProcessTable>& processes, std::string_view name) {
  std::vector<std::string> paths;
  if (!processes) return paths;
  for (const Process& process : *processes) {
    const bool is_it = process.container.empty() && process.program == name && !process.executable.empty();
    if (is_it && std::ranges::count(paths, process.executable) == 0) paths.push_back(process.executable);
  }
  return paths;
}

std::vector<std::string> usual_places(std::string_view name) {
  std::vector<std::string> paths;
  for (const std::string_view folder : kFolders) paths.push_back(std::string(folder) + "/" + std::string(name));
  return paths;
}

std::vector<std::string> places_of(const Answer<ProcessTable>& processes, std::string_view name) {
  std::vector<std::string> paths = running(processes, name);
  return paths.empty() ? usual_places(name) : paths;
}

void add(std::vector<Candidate>& candidates, EngineFileRole role, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) candidates.push_back({role, path});
}

/// The path that the configuration gives the engine's default runtime, else the usual places of its name.
std::vector<std::string> runtime_places(const EngineOnHost& engine) {
  const Fact<std::string>& runtime = engine.facts.default_runtime;
  const std::string name = runtime && !runtime->empty() ? *runtime : std::string(kUsualRuntime);
  const std::string begin = name + "=";
  for (const std::string& entry : setting_or(engine.setup, &GivenSettings::runtimes, {})) {
    if (entry.starts_with(begin + "/")) return {entry.substr(begin.size())};
  }
  const bool is_shim = name.starts_with("io.containerd.");  // a runtime type, not a program
  return usual_places(is_shim || name.find('/') != name.npos ? kUsualRuntime : std::string_view(name));
}

std::vector<std::string> engine_places(const EngineOnHost& engine) {
  if (engine.process && !engine.process->executable.empty()) return {engine.process->executable};
  return usual_places("dockerd");
}

}  // namespace

std::vector<Candidate> program_files(const EngineOnHost& engine) {
  std::vector<Candidate> candidates;
  if (engine.facts.kind == EngineKind::docker) {
    add(candidates, EngineFileRole::dockerd, engine_places(engine));
    for (const auto& [role, name] : kDockerPrograms) add(candidates, role, places_of(engine.processes, name));
  }
  add(candidates, EngineFileRole::runc, runtime_places(engine));
  return candidates;
}

}  // namespace plimsoll::host
