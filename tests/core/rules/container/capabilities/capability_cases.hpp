#pragma once

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

inline std::function<void(World&)> capabilities(std::vector<std::string> added, std::vector<std::string> dropped = {}) {
  return [added = std::move(added), dropped = std::move(dropped)](World& w) {
    w.container.cap_add = seen_texts(added);
    w.container.cap_drop = seen_texts(dropped);
  };
}

inline std::function<void(World&)> privileged_with(std::vector<std::string> added,
                                                   std::vector<std::string> dropped = {}) {
  return [set = capabilities(std::move(added), std::move(dropped))](World& w) {
    set(w);
    w.container.privileged = seen(true);
  };
}

inline std::function<void(World&)> remapped(std::function<void(World&)> change) {
  return [change = std::move(change)](World& w) {
    change(w);
    w.remap_users();
  };
}

inline std::function<void(World&)> on_podman(std::function<void(World&)> change) {
  return [change = std::move(change)](World& w) {
    change(w);
    w.engine.kind = EngineKind::podman;
  };
}

}  // namespace plimsoll::testing
