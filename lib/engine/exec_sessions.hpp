#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "lib/engine/container_set_builder.hpp"
#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/follow_up_request.hpp"
#include "lib/engine/http/api_session.hpp"
#include "plimsoll/facts.hpp"

namespace plimsoll::engine {

/// Containers with exec sessions, of which inspect tells the ids only, until each session was asked for.
class ExecSessions {
 public:
  /// `conversation` is borrowed.
  explicit ExecSessions(ApiSession& conversation) : session_(conversation) {}

  /// False if it has none to ask for. `listed` is borrowed.
  [[nodiscard]] static bool are_to_be_asked_for(const ContainerFacts& facts);
  void add(ContainerFacts facts, const ListedContainer& listed);

  /// Refers to this object. Call once.
  void add_errands(std::vector<FollowUpRequest>& errands);

  /// The containers with the sessions that run, or why those are not known.
  void move_into(ContainerSetBuilder& collected);

 private:
  struct Container {
    ContainerFacts facts;
    const ListedContainer* listed;
    std::vector<ExecSession> running;
    std::optional<Cause> missing;
  };

  void take(Container& container, const Request& asked, const Answer& answer);

  ApiSession& session_;
  std::deque<Container> containers_;  ///< where they are is what the errands refer to
};

}  // namespace plimsoll::engine
