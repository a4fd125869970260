#pragma once

#include <string>
#include <string_view>

#include "lib/engine/http/http_client.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

struct Negotiated {
  EngineKind kind = EngineKind::docker;
  std::string api_version;  ///< "1.41"
  bool tells_nri = false;   ///< an answer without it says that it is off: API 1.53

  /// `path` as this version of the API asks for it.
  [[nodiscard]] std::string target(std::string_view path) const { return "/v" + api_version + std::string(path); }
};

/// From the answer to `GET /_ping`: the newest API version that both sides speak.
[[nodiscard]] Result<Negotiated> negotiate(const Response& ping);

}  // namespace plimsoll::engine
