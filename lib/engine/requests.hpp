#pragma once

/// Everything plimsoll asks an engine. All of it is GET.

#include <string_view>

namespace plimsoll::engine::route {

inline constexpr std::string_view kPing = "/_ping";
inline constexpr std::string_view kInfo = "/info";
inline constexpr std::string_view kVersion = "/version";
inline constexpr std::string_view kContainers = "/containers/json";
inline constexpr std::string_view kContainer = "/containers/{id}/json";
inline constexpr std::string_view kVolumes = "/volumes";
inline constexpr std::string_view kImages = "/images/json";

}  // namespace plimsoll::engine::route
