#include "lib/engine/exec_sessions.hpp"

#include <algorithm>
#include <utility>

#include "lib/engine/decode/decode.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

bool ExecSessions::are_to_be_asked_for(const ContainerFacts& facts) {
  return facts.exec_sessions && !facts.exec_sessions->empty();
}

void ExecSessions::add(ContainerFacts facts, const ListedContainer& listed) {
  containers_.push_back({.facts = std::move(facts), .listed = &listed, .running = {}, .missing = std::nullopt});
}

void ExecSessions::add_errands(std::vector<FollowUpRequest>& errands) {
  for (Container& container : containers_) {
    for (const ExecSession& session : *container.facts.exec_sessions) {
      Request request = session_.request(route::kExec, route::with_id(route::kExec, session.id));
      request.may_be_refused = true;
      errands.push_back({std::move(request), [this, &container](const Request& asked, const Answer& answer) {
                           take(container, asked, answer);
                         }});
    }
  }
}

void ExecSessions::take(Container& container, const Request& asked, const Answer& answer) {
  constexpr long kNotFound = 404;  // ended and forgotten
  if (answer && answer->status == kNotFound) return;
  if (answer && answer->status != 200) {
    container.missing = cause_of_refusal(answer->status);
    return;
  }
  Result<AnsweredSession> answered = session_.decoded(asked, answer, decode_exec_session);
  if (!answered) {
    container.missing = cause_of(answered.error().kind);
  } else if (answered->running) {
    container.running.push_back(std::move(answered->session));
  }
}

void ExecSessions::move_into(ContainerSetBuilder& collected) {
  for (Container& container : containers_) {
    Fact<std::vector<ExecSession>>& fact = container.facts.exec_sessions;
    std::ranges::sort(container.running, {}, &ExecSession::id);
    fact = container.missing ? Fact<std::vector<ExecSession>>(*container.missing, fact.source(), fact.path())
                             : Fact(std::move(container.running), fact.source(), fact.path());
    collected.add(std::move(container.facts), *container.listed);
  }
}

}  // namespace plimsoll::engine
