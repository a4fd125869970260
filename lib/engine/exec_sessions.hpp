#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "lib/engine/collected.hpp"
#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/errand.hpp"
#include "lib/engine/http/conversation.hpp"
#include "plimsoll/facts.hpp"

namespace plimsoll::engine {

/// Containers with exec sessions, of which inspect tells the ids only, until each session was asked for.
class ExecSessions {
 public:
  /// `conversation` is borrowed.
  explicit ExecSessions(Conversation& conversation) : conversation_(conversation) {}

  /// False if it has none to ask for. `listed` is borrowed.
  [[nodiscard]] static bool are_to_be_asked_for(const ContainerFacts& facts);
  void add(ContainerFacts facts, const ListedContainer& listed);

  /// Refers to this object. Call once.
  void add_errands(std::vector<Errand>& errands);

  /// The containers with the sessions that run, or why those are not known.
  void move_into(Collected& collected);

 private:
  struct Container {
    ContainerFacts facts;
    const ListedContainer* listed;
    std::vector<ExecSession> running;
    std::optional<Cause> missing;
  };

  void take(Container& container, const Request& asked, const Answer& answer);

  Conversation& conversation_;
  std::deque<Container> containers_;  ///< where they are is what the errands refer to
};

}  // namespace plimsoll::engine
