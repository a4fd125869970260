#include <algorithm>
#include <optional>

#include "lib/host/engine_setup/engine_files.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kFolders[] = {"/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"};
constexpr std::string_view kUsualRuntime = "runc";

struct Program {
  EngineFileRole role;
  std::string_view name;
};
constexpr Program kPrograms[] = {
    {EngineFileRole::dockerd, "dockerd"},
    {EngineFileRole::containerd, "containerd"},
    {EngineFileRole::containerd_shim, "containerd-shim"},
    {EngineFileRole::containerd_shim_runc_v1, "containerd-shim-runc-v1"},
    {EngineFileRole::containerd_shim_runc_v2, "containerd-shim-runc-v2"},
};

std::vector<std::string> running(const Answer<ProcessTable>& processes, std::string_view name) {
  std::vector<std::string> paths;
  if (!processes) return paths;
  for (const Process& process : *processes) {
    const bool is_it = process.container.empty() && process.program == name && process.executable;
    if (is_it && std::ranges::count(paths, *process.executable) == 0) paths.push_back(*process.executable);
  }
  return paths;
}

std::vector<std::string> usual_places(std::string_view name) {
  std::vector<std::string> paths;
  for (const std::string_view folder : kFolders) paths.push_back(std::string(folder) + "/" + std::string(name));
  return paths;
}

/// All that the kernel keeps of a name; the shims begin alike.
std::string_view own_name(std::string_view program) { return program.substr(0, 15); }

/// Why the program of a process that calls itself so cannot be told.
std::optional<Failure> unseen(const Answer<ProcessTable>& processes, std::string_view name) {
  if (!processes) return std::nullopt;
  for (const Process& process : *processes) {
    const bool is_it = process.container.empty() && process.program == own_name(name) && !process.executable;
    if (is_it) return process.executable.error();
  }
  return std::nullopt;
}

bool is_in_a_usual_place(const HostSource& source, std::string_view own) {
  return std::ranges::any_of(kPrograms, [&](const Program& program) {
    return own_name(program.name) == own && std::ranges::any_of(usual_places(program.name), [&](const auto& path) {
             const auto info = source.status(path);
             return info || info.error() != Cause::absent;
           });
  });
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

void add_program(std::vector<Candidate>& candidates, const HostSource& source, const EngineOnHost& engine,
                 const Program& program) {
  const std::vector<std::string> paths = running(engine.processes, program.name);
  if (!paths.empty()) return add(candidates, program.role, paths);
  add(candidates, program.role, usual_places(program.name));
  const auto failure = unseen(engine.processes, program.name);
  if (failure && !is_in_a_usual_place(source, own_name(program.name))) candidates.push_back({program.role, *failure});
}

}  // namespace

std::vector<Candidate> program_files(const HostSource& source, const EngineOnHost& engine) {
  std::vector<Candidate> candidates;
  if (engine.facts.kind == EngineKind::docker) {
    const bool known = engine.process && engine.process->executable;
    if (known) candidates.push_back({EngineFileRole::dockerd, *engine.process->executable});
    for (const Program& program : kPrograms) {
      if (known && program.role == EngineFileRole::dockerd) continue;
      add_program(candidates, source, engine, program);
    }
  }
  add(candidates, EngineFileRole::runc, runtime_places(engine));
  return candidates;
}

}  // namespace plimsoll::host
