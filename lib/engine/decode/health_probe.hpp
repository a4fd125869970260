#pragma once

#include <optional>

#include "lib/engine/decode/json.hpp"
#include "plimsoll/container_facts.hpp"

namespace plimsoll::engine {

/// What the engine runs to check the container's health, of a container's inspect. Nothing if it runs nothing, or if
/// that is not as documented: then no session looks like a health check.
[[nodiscard]] std::optional<HealthProbe> health_probe(const Json& inspect);

}  // namespace plimsoll::engine
