#include "lib/core/rules/user_namespace.hpp"

namespace plimsoll {

Fact<bool> user_namespace_remapped(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& security = engine.security;
  if (!security) return {security.cause(), security.source(), security.path()};
  if (security->rootless) return {true, security.source(), security.path()};
  if (!security->user_namespace) return {false, security.source(), security.path()};

  const auto& mode = container.userns_mode;
  if (!mode) return {mode.cause(), mode.source(), mode.path()};
  return {*mode != "host", mode.source(), mode.path()};
}

}  // namespace plimsoll
