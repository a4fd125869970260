#pragma once

#include <string>

#include "lib/host/engine_setup/given_settings.hpp"
#include "lib/host/processes/processes.hpp"
#include "plimsoll/engine_facts.hpp"

namespace plimsoll::host {

/// How the engine was told what to do.
struct EngineSetup {
  Answer<GivenSettings> flags = Cause::unresolved;  ///< of its command line
  Answer<GivenSettings> file = Cause::unresolved;   ///< of its daemon.json
  Answer<bool> changed_since_start = Cause::unresolved;
  std::string configuration_file;  ///< path
  std::uint32_t owner = 0;         ///< the user it runs as
  std::string home;                ///< their directory
  std::string runtime_directory;   ///< /run, or the user's own
  std::string usual_socket;        ///< path of the one that it serves if told nothing
};

[[nodiscard]] EngineSetup read_engine_setup(const HostSource& source, const Answer<Process>& engine, bool rootless);

/// `engine_version` decides about defaults that changed.
[[nodiscard]] DaemonSettings merge_settings(const EngineSetup& setup, const std::string& engine_version);
/// All of them unknown.
[[nodiscard]] DaemonSettings unknown_settings(Cause cause);

/// The one in force where a setting's value does not matter to a fact: of the flags, else of the file, else `fallback`.
template <class T>
[[nodiscard]] T setting_or(const EngineSetup& setup, Setting<T> GivenSettings::* field, T fallback) {
  for (const Answer<GivenSettings>* given : {&setup.flags, &setup.file}) {
    if (*given && ((**given).*field) && *((**given).*field)) return **((**given).*field);
  }
  return fallback;
}

}  // namespace plimsoll::host
