#pragma once

/// The engine's answers as facts. Values of environment variables, labels, log options and command lines are not read.

#include <string>
#include <string_view>

#include "lib/engine/named_list.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// `GET /containers/{id}/json`. `identity` is left to whoever knows all containers. `target` names the request in
/// errors, here and below.
[[nodiscard]] Result<ContainerFacts> decode_container(std::string_view body, EngineKind kind, std::string_view target);

/// What `GET /info` tells about engine and host; kind, API version and socket are the caller's.
struct EngineAndHost {
  EngineFacts engine;
  std::string host_name;
};
[[nodiscard]] Result<EngineAndHost> decode_info(std::string_view body, std::string_view target);

struct EngineVersion {
  std::string version;
  EngineKind kind = EngineKind::docker;
};
[[nodiscard]] Result<EngineVersion> decode_version(std::string_view body, std::string_view target);

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

}  // namespace plimsoll::engine
