#pragma once

#include <utility>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

inline Case of_docker_only() {
  return {"Podman", [](World& w) { w.engine.kind = EngineKind::podman; }, does_not_apply(NotApplicable::other_engine)};
}

/// A rule about one part of the engine's SecurityOptions.
inline void secure(World& w, EngineSecurity security) { w.engine.security = seen(std::move(security)); }

}  // namespace plimsoll::testing
