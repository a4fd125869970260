#include <optional>

#include "lib/host/engine_setup/engine_files.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kMaxCertificates = 1'000;

/// Nothing of a folder that is not there, or that is a file.
std::optional<Answer<std::vector<std::string>>> names_in(const HostSource& source, const std::string& folder) {
  auto names = source.names(ProbeId::registry_folder, folder);
  if (!names && (names.error() == Cause::absent || names.error() == Cause::wrong_type)) return std::nullopt;
  return names;
}

/// certs.d/REGISTRY/FILE
void add_registry(const HostSource& source, const std::string& folder, std::vector<Candidate>& candidates) {
  const auto names = names_in(source, folder);
  if (!names) return;
  if (!*names) return candidates.push_back({EngineFileRole::registry_certificate, names->error()});
  for (const std::string& name : **names) {
    if (candidates.size() == kMaxCertificates) {
      return candidates.push_back({EngineFileRole::registry_certificate, Cause::too_large});
    }
    if (candidates.size() < kMaxCertificates) {
      candidates.push_back({EngineFileRole::registry_certificate, folder + "/" + name});
    }
  }
}

std::vector<Candidate> registry_certificates(const HostSource& source, const std::string& folder) {
  std::vector<Candidate> candidates;
  const auto registries = names_in(source, folder);
  if (!registries) return candidates;
  if (!*registries) return {{EngineFileRole::registry_certificate, registries->error()}};
  for (const std::string& registry : **registries) add_registry(source, folder + "/" + registry, candidates);
  return candidates;
}

Candidate data_root(const EngineFacts& facts) {
  const Fact<std::string>& root = facts.root_directory;
  return {EngineFileRole::data_root, root ? Answer<std::string>(*root) : Answer<std::string>(root.cause())};
}

/// "~/.config/docker" of a rootless engine, else "/etc/docker": certs.d stays there whatever file is configured.
std::string usual_folder(const EngineOnHost& engine) {
  return engine.rootless ? engine.setup.home + "/.config/docker" : "/etc/docker";
}

}  // namespace

std::vector<Candidate> configuration_files(const HostSource& source, const EngineOnHost& engine) {
  std::vector<Candidate> candidates = {data_root(engine.facts)};
  if (engine.facts.kind != EngineKind::docker) return candidates;
  const std::string& file = engine.setup.configuration_file;
  candidates.push_back({EngineFileRole::daemon_json, file});
  candidates.push_back({EngineFileRole::config_directory, usual_folder(engine)});
  candidates.push_back({EngineFileRole::config_directory, std::string(directory_of(file))});
  candidates.push_back({EngineFileRole::environment_file, "/etc/default/docker"});
  candidates.push_back({EngineFileRole::sysconfig_file, "/etc/sysconfig/docker"});
  const auto certificates = registry_certificates(source, usual_folder(engine) + "/certs.d");
  candidates.insert(candidates.end(), certificates.begin(), certificates.end());
  return candidates;
}

}  // namespace plimsoll::host
