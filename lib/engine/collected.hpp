#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "lib/engine/container_list.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::engine {

/// The containers of one reading, until all are known and their identities can be settled.
class Collected {
 public:
  void add(ContainerFacts facts, const ListedContainer& listed);
  void add_unread(const ListedContainer& listed, Error error);

  /// Call once.
  void move_into(Snapshot& snapshot);

 private:
  struct Read {
    std::shared_ptr<ContainerFacts> facts;
    std::int64_t created = 0;
  };
  struct Unread {
    UnreadContainer container;
    std::int64_t created = 0;
  };

  void settle_identities();

  std::vector<Read> read_;
  std::vector<Unread> unread_;
};

}  // namespace plimsoll::engine
