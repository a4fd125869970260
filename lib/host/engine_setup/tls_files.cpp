#include "lib/host/engine_setup/engine_files.hpp"

namespace plimsoll::host {
namespace {

struct TlsFile {
  EngineFileRole role;
  Setting<std::string> GivenSettings::* setting;
  std::string_view usual_name;  ///< in ~/.docker
};

const TlsFile kFiles[] = {
    {EngineFileRole::tls_ca_certificate, &GivenSettings::tls_ca_certificate, "ca.pem"},
    {EngineFileRole::tls_certificate, &GivenSettings::tls_certificate, "cert.pem"},
    {EngineFileRole::tls_key, &GivenSettings::tls_key, "key.pem"},
};

/// A relative path is relative to where dockerd was started, which nobody knows.
Answer<std::string> absolute(std::string path) {
  if (path.starts_with('/')) return path;
  return Cause::unresolved;
}

}  // namespace

/// Those configured; the usual ones only where TLS is on: any user of the docker command has files of these names.
std::vector<Candidate> tls_files(const EngineOnHost& engine) {
  if (engine.facts.kind != EngineKind::docker) return {};
  const Fact<bool>& tls = engine.facts.settings.tls;
  std::vector<Candidate> candidates;
  for (const TlsFile& file : kFiles) {
    const std::string usual = engine.setup.home + "/.docker/" + std::string(file.usual_name);
    const std::string path = setting_or(engine.setup, file.setting, tls && *tls ? usual : std::string());
    if (!path.empty())
      candidates.push_back({file.role, absolute(path)});
    else if (!tls)
      candidates.push_back({file.role, tls.cause()});
  }
  return candidates;
}

}  // namespace plimsoll::host
