#pragma once

/// Which containers a reading asks for, and which it takes over from the reading before.

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/engine/container_set_builder.hpp"
#include "lib/engine/decode/container_list.hpp"
#include "plimsoll/engine.hpp"

namespace plimsoll::engine {

/// When each container was read last, by id.
using ReadTimes = std::unordered_map<std::string, std::chrono::steady_clock::time_point>;

struct ContainerChoice {
  std::vector<ListedContainer> ask;
  std::vector<std::shared_ptr<const ContainerFacts>> keep;
};

/// Of a whole list. What it tells otherwise than it was known is asked for, and so is the share that was read longest
/// ago.
[[nodiscard]] ContainerChoice choose_of_list(std::vector<ListedContainer> listed, const KnownContainers& known,
                                             const ReadRequest& scope, const ReadTimes& read_at);

/// Without a list: what the scope names is asked for, the rest of what was known is kept.
[[nodiscard]] ContainerChoice choose_named(const Snapshot& before, const ReadRequest& scope);

}  // namespace plimsoll::engine
