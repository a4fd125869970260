#pragma once

/// The engine's answers as facts. Values of environment variables, labels, log options and command lines are not kept,
/// nor is the text of build steps beyond fixed words and names of variables; of what a health check runs a hash is.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/decode/named_list.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

inline constexpr std::size_t kMaxExecSessions = 32;   ///< of a container; it names more: unknown
inline constexpr std::size_t kMaxBuildSteps = 1'000;  ///< of an image; its history has more: unknown

/// `GET /containers/{id}/json`. `identity` is left to whoever knows all containers; `exec_sessions` has their ids only.
/// `target` names the request in errors, here and below.
[[nodiscard]] Result<ContainerFacts> decode_container(std::string_view body, EngineKind kind, std::string_view target);

/// Of an answer that there is not: every fact of it says why.
[[nodiscard]] ContainerFacts unread_container(Cause cause);

/// `GET /exec/{id}/json`.
struct AnsweredSession {
  ExecSession session;
  bool running = false;
};
[[nodiscard]] Result<AnsweredSession> decode_exec_session(std::string_view body, std::string_view target);

/// What `GET /info` tells about engine and host; kind, API version and socket are the caller's.
struct EngineAndHost {
  EngineFacts engine;
  std::string host_name;
};
[[nodiscard]] Result<EngineAndHost> decode_info(std::string_view body, std::string_view target);

struct EngineVersion {
  std::string version;
  EngineKind kind = EngineKind::docker;
  Fact<std::vector<EngineComponent>> components;
};
[[nodiscard]] Result<EngineVersion> decode_version(std::string_view body, std::string_view target);

/// `GET /plugins`.
[[nodiscard]] Result<std::vector<EnginePlugin>> decode_plugins(std::string_view body, std::string_view target);

/// `GET /images/{id}/json`: all of an image but its build steps. Podman never tells of a health check.
[[nodiscard]] Result<ImageFacts> decode_image(std::string_view body, std::string_view target);

/// Of an answer that there is not: every fact that it alone tells says why.
[[nodiscard]] ImageFacts unread_image(Cause cause);

/// `GET /images/{id}/history`.
using BuildSteps = Fact<std::vector<ImageStep>>;
[[nodiscard]] Result<BuildSteps> decode_history(std::string_view body, std::string_view target);
[[nodiscard]] BuildSteps unread_history(Cause cause);

/// `GET /volumes` as it arrives, by name.
class VolumeListDecoder : public NamedListDecoder<VolumeFacts> {
 public:
  explicit VolumeListDecoder(std::string target);
};
/// `GET /images/json` as it arrives, by id.
class ImageListDecoder : public NamedListDecoder<ImageFacts> {
 public:
  explicit ImageListDecoder(std::string target);
};
/// `GET /networks` as it arrives, by id.
class NetworkListDecoder : public NamedListDecoder<NetworkFacts> {
 public:
  explicit NetworkListDecoder(std::string target);
};
/// `GET /services` as it arrives, by name.
class ServiceListDecoder : public NamedListDecoder<ServiceFacts> {
 public:
  explicit ServiceListDecoder(std::string target);
};

}  // namespace plimsoll::engine
