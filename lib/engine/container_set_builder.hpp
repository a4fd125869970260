#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lib/engine/decode/container_list.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::engine {

/// The containers of the reading before, by id.
using KnownContainers = std::unordered_map<std::string_view, std::shared_ptr<const ContainerFacts>>;

/// All of them, or of `ids` only.
[[nodiscard]] KnownContainers known_containers(const Snapshot& snapshot, const std::set<std::string>* ids = nullptr);

/// The containers of one reading, until all are known and their identities can be settled. Those that have not changed
/// are shared with the reading before: both are held while an audit is judged.
class ContainerSetBuilder {
 public:
  /// `before` is borrowed.
  explicit ContainerSetBuilder(const KnownContainers& before) : before_(before) {}

  /// Whether it runs is what its facts say, and the list only where they do not: it may have changed in between.
  void add(ContainerFacts facts, const ListedContainer& listed);
  /// One that was listed as stopped hides nothing that runs, so it costs the audit nothing but its own facts: it is
  /// among the stopped ones, and each fact says why it is missing.
  void add_unread(const ListedContainer& listed, Error error);

  /// What was not read again.
  void keep(std::shared_ptr<const ContainerFacts> facts, bool stopped);
  void keep(UnreadContainer container) { unread_.push_back(std::move(container)); }

  /// Call once.
  void move_into(Snapshot& snapshot);

 private:
  struct Read {
    std::shared_ptr<const ContainerFacts> facts;
    std::int64_t created = 0;
    bool stopped = false;
  };
  [[nodiscard]] std::shared_ptr<const ContainerFacts> shared(ContainerFacts facts);
  void settle_identities();

  const KnownContainers& before_;
  std::vector<Read> read_;
  std::shared_ptr<const ContainerFacts> with_paths_;  ///< the last one that has such lists
  std::vector<UnreadContainer> unread_;
};

}  // namespace plimsoll::engine
