#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "lib/engine/decode/decode.hpp"
#include "plimsoll/facts.hpp"
#include "tests/fakes/recorded_engine.hpp"

namespace plimsoll::testing {

inline constexpr const char* kDocker20 = "docker-20.10";
inline constexpr const char* kDocker20Remapped = "docker-20.10-remapped";
inline constexpr const char* kDocker26 = "docker-26.1";
inline constexpr const char* kPodman4 = "podman-4.3";

inline std::filesystem::path recorded_folder(const std::string& engine) {
  return std::filesystem::path(PLIMSOLL_FIXTURES) / "engines" / engine;
}

/// What Docker 20.10 answered about a container without options.
inline nlohmann::json plain_inspect() {
  return nlohmann::json::parse(read_file(recorded_folder(kDocker20) / "inspect" / "plain.json"));
}

inline ContainerFacts decoded(const nlohmann::json& inspect, EngineKind kind = EngineKind::docker) {
  return engine::decode_container(inspect.dump(), kind, "/x").value();
}

/// `plain_inspect` with one field of `HostConfig` replaced.
inline ContainerFacts with_host_config(const std::string& field, nlohmann::json value) {
  nlohmann::json inspect = plain_inspect();
  inspect["HostConfig"][field] = std::move(value);
  return decoded(inspect);
}

}  // namespace plimsoll::testing
