#include <algorithm>

#include "lib/host/engine_setup/engine_files.hpp"
#include "lib/host/engine_setup/unit_directories.hpp"
#include "lib/host/engine_setup/units.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kUnix = "unix://";
constexpr std::string_view kHandedOver = "fd://";

std::vector<std::string> directories(const EngineOnHost& engine) {
  std::vector<std::string> all;
  if (engine.rootless) all.push_back(engine.setup.home + "/.config/systemd/user");
  for (const std::string_view directory : engine.rootless ? user_unit_directories() : unit_directories()) {
    all.emplace_back(directory);
  }
  return all;
}

std::string unit_name(const EngineOnHost& engine, std::string_view suffix) {
  return (engine.facts.kind == EngineKind::docker ? "docker" : "podman") + std::string(suffix);
}

/// systemd writes the user's or the system's runtime directory as %t.
std::string expanded(std::string path, const std::string& runtime_directory) {
  if (path.starts_with("%t")) path.replace(0, 2, runtime_directory);
  return path;
}

std::vector<std::string> handed_over(const Unit& unit, const EngineOnHost& engine) {
  std::vector<std::string> paths;
  for (const std::string& stream : unit.lines.listen_streams) {
    std::string path = expanded(stream, engine.setup.runtime_directory);
    if (path.starts_with('/')) paths.push_back(std::move(path));
  }
  return paths;
}

/// Each Unix socket that it serves. A host that says "fd://" serves what its socket unit listens on.
std::vector<std::string> served(const std::vector<std::string>& hosts, const std::vector<std::string>& handed,
                                const std::string& usual) {
  std::vector<std::string> paths;
  for (const std::string& host : hosts) {
    if (host.starts_with(kHandedOver)) paths.insert(paths.end(), handed.begin(), handed.end());
    if (!host.starts_with(kUnix)) continue;
    const std::string path = host.substr(kUnix.size());
    paths.push_back(path.empty() ? usual : path);
  }
  return paths;
}

std::vector<std::string> api_sockets(const Unit& socket_unit, const EngineOnHost& engine) {
  const Fact<std::vector<std::string>>& hosts = engine.facts.settings.hosts;
  if (!hosts) return {engine.facts.socket_path};
  std::vector<std::string> paths = served(*hosts, handed_over(socket_unit, engine), engine.setup.usual_socket);
  return paths.empty() ? std::vector<std::string>{engine.facts.socket_path} : paths;
}

void add(std::vector<Candidate>& candidates, EngineFileRole role, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) candidates.push_back({role, path});
}

void add_unknown(std::vector<Candidate>& candidates, EngineFileRole role, const std::optional<Failure>& failure) {
  if (failure) candidates.push_back({role, *failure});
}

bool is_handed_over(const EngineOnHost& engine) {
  const Fact<std::vector<std::string>>& hosts = engine.facts.settings.hosts;
  return hosts && std::ranges::any_of(*hosts, [](const auto& host) { return host.starts_with(kHandedOver); });
}

std::vector<std::string> absolute(const std::vector<std::string>& paths) {
  std::vector<std::string> kept;
  for (const std::string& path : paths) {
    if (path.starts_with('/') && path.find('%') == path.npos) kept.push_back(path);
  }
  return kept;
}

}  // namespace

std::vector<Candidate> unit_files(const HostSource& source, const EngineOnHost& engine) {
  const Unit service = read_unit(source, directories(engine), unit_name(engine, ".service"));
  const Unit socket = read_unit(source, directories(engine), unit_name(engine, ".socket"));
  std::vector<Candidate> candidates;
  add(candidates, EngineFileRole::service_unit, service.files);
  add(candidates, EngineFileRole::socket_unit, socket.files);
  add(candidates, EngineFileRole::api_socket, api_sockets(socket, engine));
  add(candidates, EngineFileRole::environment_file, absolute(service.lines.environment_files));
  add_unknown(candidates, EngineFileRole::service_unit, service.unlisted);
  add_unknown(candidates, EngineFileRole::socket_unit, socket.unlisted);
  add_unknown(candidates, EngineFileRole::environment_file, service.unread);
  if (is_handed_over(engine)) add_unknown(candidates, EngineFileRole::api_socket, socket.unread);
  return candidates;
}

}  // namespace plimsoll::host
