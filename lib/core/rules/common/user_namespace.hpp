#pragma once

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Whether root in a container is someone unprivileged on the host: a rootless engine, or userns-remap that the
/// container does not opt out of. No value, with the cause, if engine or container do not say.
[[nodiscard]] Fact<bool> user_namespace_remapped(const ContainerFacts& container, const EngineFacts& engine);

}  // namespace plimsoll
