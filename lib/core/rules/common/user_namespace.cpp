#include "lib/core/rules/common/user_namespace.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace plimsoll {
namespace {

/// What Podman maps by itself; options may follow ("auto:size=65536").
bool always_maps_users(std::string_view mode) {
  constexpr std::string_view kModes[] = {"auto", "keep-id", "nomap"};
  return std::ranges::find(kModes, mode.substr(0, mode.find(':'))) != std::end(kModes);
}

/// Podman gives a container a user namespace of its own on request, whatever the engine does. Of one that it calls
/// private it does not tell the map, which may be the host's own: --uidmap=0:0:65536.
std::optional<Fact<bool>> of_its_own(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& mode = container.userns_mode;
  if (engine.kind != EngineKind::podman || !mode) return std::nullopt;
  if (always_maps_users(*mode)) return Fact<bool>(true, mode.source(), mode.path());
  if (*mode == "private") return Fact<bool>(Cause::not_reported, mode.source(), mode.path());
  return std::nullopt;
}

}  // namespace

Fact<bool> user_namespace_remapped(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& mode = container.userns_mode;
  const auto& security = engine.security;
  if (security && security->rootless) return {true, security.source(), security.path()};
  if (const auto own = of_its_own(container, engine)) return *own;
  if (!security) return {security.cause(), security.source(), security.path()};
  if (!security->user_namespace) return {false, security.source(), security.path()};
  if (!mode) return {mode.cause(), mode.source(), mode.path()};
  return {*mode != "host", mode.source(), mode.path()};
}

}  // namespace plimsoll
