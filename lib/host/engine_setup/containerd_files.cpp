#include "lib/host/engine_setup/engine_files.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kHostSocket = "/run/containerd/containerd.sock";

/// Where dockerd keeps a containerd that it starts itself.
std::string own_folder(const EngineSetup& setup) {
  return setting_or(setup, &GivenSettings::exec_root, setup.runtime_directory + "/docker") + "/containerd";
}

/// The engine's word first; before API 1.46 it says nothing, and the usual places are looked at.
std::vector<std::string> sockets(const EngineOnHost& engine) {
  const Fact<std::string>& told = engine.facts.containerd_address;
  if (told && told->starts_with('/')) return {*told};
  const std::string configured = setting_or(engine.setup, &GivenSettings::containerd, std::string());
  if (configured.starts_with('/')) return {configured};
  return {std::string(kHostSocket), own_folder(engine.setup) + "/containerd.sock"};
}

}  // namespace

std::vector<Candidate> containerd_files(const EngineOnHost& engine) {
  if (engine.facts.kind != EngineKind::docker) return {};
  std::vector<Candidate> candidates;
  for (const std::string& socket : sockets(engine)) {
    candidates.push_back({EngineFileRole::containerd_socket, socket});
    candidates.push_back({EngineFileRole::containerd_directory, std::string(directory_of(socket))});
  }
  candidates.push_back({EngineFileRole::containerd_config, "/etc/containerd/config.toml"});
  candidates.push_back({EngineFileRole::containerd_config, own_folder(engine.setup) + "/containerd.toml"});
  return candidates;
}

}  // namespace plimsoll::host
