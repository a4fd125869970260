#include "lib/core/rules/user_namespace.hpp"

namespace plimsoll {
namespace {

/// Podman gives a container a user namespace of its own on request (--userns=auto and the like), whatever the engine
/// does.
bool has_its_own(const ContainerFacts& container, const EngineFacts& engine) {
  return engine.kind == EngineKind::podman && container.userns_mode && *container.userns_mode == "private";
}

}  // namespace

Fact<bool> user_namespace_remapped(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& mode = container.userns_mode;
  if (has_its_own(container, engine)) return {true, mode.source(), mode.path()};

  const auto& security = engine.security;
  if (!security) return {security.cause(), security.source(), security.path()};
  if (security->rootless) return {true, security.source(), security.path()};
  if (!security->user_namespace) return {false, security.source(), security.path()};
  if (!mode) return {mode.cause(), mode.source(), mode.path()};
  return {*mode != "host", mode.source(), mode.path()};
}

}  // namespace plimsoll
