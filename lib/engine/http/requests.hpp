#pragma once

/// Everything plimsoll asks an engine. All of it is GET.

#include <string>
#include <string_view>

namespace plimsoll::engine::route {

inline constexpr std::string_view kPing = "/_ping";
inline constexpr std::string_view kInfo = "/info";
inline constexpr std::string_view kVersion = "/version";
inline constexpr std::string_view kContainers = "/containers/json";  ///< with `kAllStates`
inline constexpr std::string_view kContainer = "/containers/{id}/json";
inline constexpr std::string_view kExec = "/exec/{id}/json";
inline constexpr std::string_view kVolumes = "/volumes";
inline constexpr std::string_view kNetworks = "/networks";
inline constexpr std::string_view kImages = "/images/json";
inline constexpr std::string_view kImage = "/images/{id}/json";
inline constexpr std::string_view kImageHistory = "/images/{id}/history";
inline constexpr std::string_view kPlugins = "/plugins";
inline constexpr std::string_view kServices = "/services";  ///< of a Swarm manager only
inline constexpr std::string_view kEvents = "/events";      ///< with `kSince` or without

// The only queries.

/// Containers that do not run as well.
inline constexpr std::string_view kAllStates = "?all=1";
/// Seconds since 1970 follow, with decimals: events from then on as well.
inline constexpr std::string_view kSince = "?since=";

/// The route with an id in it.
[[nodiscard]] inline std::string with_id(std::string_view route, std::string_view id) {
  constexpr std::string_view kPlace = "{id}";
  std::string path(route);
  return path.replace(path.find(kPlace), kPlace.size(), id);
}

}  // namespace plimsoll::engine::route
