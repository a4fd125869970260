#pragma once

#include <optional>

#include "plimsoll/container_facts.hpp"
#include "plimsoll/exec.hpp"

namespace plimsoll {

/// Whether the session is what the engine runs for itself: the same command, with no right and no way in that its own
/// checks do not have.
[[nodiscard]] bool is_health_check(const ExecAnswer& session, const ContainerFacts& container);

/// Whether it is root in the container: as the kernel says, or as it was asked for. Nothing: a name that the image
/// gives a number.
[[nodiscard]] std::optional<bool> is_root_session(const ExecAnswer& session,
                                                  const std::optional<ProcessCredentials>& credentials,
                                                  const ContainerFacts* container);

}  // namespace plimsoll
