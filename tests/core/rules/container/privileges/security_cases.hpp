#pragma once

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

inline std::function<void(World&)> security_options(SecurityOptions options) {
  return [options = std::move(options)](World& w) { w.container.security_options = seen(options); };
}

inline std::function<void(World&)> engine_security(EngineSecurity security) {
  return [security = std::move(security)](World& w) { w.engine.security = seen(security); };
}

inline std::function<void(World&)> both(std::function<void(World&)> first, std::function<void(World&)> second) {
  return [first = std::move(first), second = std::move(second)](World& w) {
    first(w);
    second(w);
  };
}

inline void privileged(World& w) { w.container.privileged = seen(true); }
inline void users_remapped(World& w) { w.remap_users(); }

}  // namespace plimsoll::testing
