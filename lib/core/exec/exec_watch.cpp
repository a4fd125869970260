#include "lib/core/exec/exec_watch.hpp"

#include <algorithm>
#include <utility>

#include "lib/core/exec/session_facts.hpp"

namespace plimsoll {
namespace {

Time to_time(EventTime at) { return std::chrono::floor<Time::duration>(at); }

Subject subject_of(const std::string& id, const KnownContainer& container) {
  Subject subject{.kind = SubjectKind::container, .identity = "", .id = id, .name = "", .image = ""};
  if (!container) return subject;
  subject.identity = container->identity;
  subject.name = container->name;
  subject.image = container->image;
  return subject;
}

ExecRecord record_of(const ExecAnswered& answered, const ExecAnswer& session, const KnownContainer& container) {
  return {.container = subject_of(answered.errand.container, container),
          .id = answered.errand.session,
          .first_seen = to_time(answered.errand.at),
          .ended = std::nullopt,
          .lost = std::nullopt,
          .privileged = session.privileged,
          .tty = session.tty,
          .user = session.user,
          .program = session.program,
          .arguments = session.arguments,
          .argument_text = session.argument_text,
          .root = is_root_session(session, answered.credentials, container.get()),
          .credentials = answered.credentials};
}

}  // namespace

bool ExecWatch::note(const EngineEvent& event, const KnownContainer& container, SteadyTime now) {
  switch (event.action) {
    case EventAction::exec_start:
      return begin(event, container, now);
    case EventAction::exec_die:
      return end(event);
    case EventAction::destroy:
      forget(event.id);
      return false;
    default:  // one that was created runs nothing yet, and one that somebody turned away from runs on
      return false;
  }
}

bool ExecWatch::begin(const EngineEvent& event, const KnownContainer& container, SteadyTime now) {
  if (passes_for_health_check(event, container, now)) return false;
  if (event.session.empty()) {
    containers_[event.id].unnamed = event.at;
    return true;
  }
  const ExecInspectRequest errand{.session = event.session, .container = event.id, .at = event.at, .known = container};
  if (want(errand, now)) return false;
  lose(errand, ExecLoss::too_many);
  return true;
}

/// By its command, which anybody may run as well. But the engine waits between two of its own: where one comes sooner
/// than that, one of both is somebody else's. The first one seen is looked at in any case.
bool ExecWatch::passes_for_health_check(const EngineEvent& event, const KnownContainer& container, SteadyTime now) {
  const bool same = container && container->health_probe && container->health_probe->command_hash == event.command_hash;
  if (!same) return false;
  const auto last = std::exchange(containers_[event.id].lookalike, Lookalike{event.session, event.at, true});
  if (!last) return false;
  if (event.at - last->at < container->health_probe->shortest_pause) {
    const ExecInspectRequest before{
        .session = last->session, .container = event.id, .at = last->at, .known = container};
    if (!last->asked_for) (void)want(before, now);
    return false;
  }
  containers_[event.id].lookalike->asked_for = false;
  return true;
}

bool ExecWatch::end(const EngineEvent& event) {
  const auto session = sessions_.find(event.session);
  if (session == sessions_.end()) {
    const auto is_in_it = [&](const auto& entry) { return entry.second.errand.container == event.id; };
    return event.session.empty() && std::ranges::any_of(sessions_, is_in_it);
  }
  if (session->second.errand.container != event.id) return false;
  session->second.ended = to_time(event.at);
  if (!session->second.told) return false;  // it is still being asked for
  book_.end(event.id, event.session, to_time(event.at));
  ++version_;
  sessions_.erase(session);
  return true;
}

void ExecWatch::forget(const std::string& container) {
  containers_.erase(container);
  std::erase_if(sessions_,
                [&](const auto& entry) { return entry.second.told && entry.second.errand.container == container; });
}

void ExecWatch::forget_others(const std::function<bool(const std::string&)>& exists) {
  std::erase_if(containers_, [&](const auto& entry) { return !exists(entry.first); });
  std::erase_if(sessions_,
                [&](const auto& entry) { return entry.second.told && !exists(entry.second.errand.container); });
}

bool ExecWatch::want(const ExecInspectRequest& errand, SteadyTime now) {
  if (sessions_.contains(errand.session)) return true;
  TokenBucket& bucket = containers_[errand.container].records;
  if (bucket.next(options_.records, now) > now) return false;
  if (book_.find(errand.container, errand.session)) return true;
  bucket.spend(options_.records, now);
  wanted_.push_back(errand);
  sessions_.emplace(errand.session, Session{.errand = errand, .ended = std::nullopt});
  return true;
}

std::vector<ExecInspectRequest> ExecWatch::take(SteadyTime now) {
  std::vector<ExecInspectRequest> due = std::exchange(wanted_, {});
  for (; !looks_.empty() && looks_.begin()->first <= now; looks_.erase(looks_.begin())) {
    const auto session = sessions_.find(looks_.begin()->second);
    if (session != sessions_.end()) due.push_back(session->second.errand);
  }
  return due;
}

SteadyTime ExecWatch::next() const {
  if (!wanted_.empty()) return SteadyTime::min();
  return looks_.empty() ? SteadyTime::max() : looks_.begin()->first;
}

ExecWatch::Outcome ExecWatch::settle(const ExecAnswered& answered, const KnownContainer& known, SteadyTime now) {
  const ExecInspectRequest& errand = answered.errand;
  const KnownContainer& container = known ? known : errand.known;
  const auto session = sessions_.find(errand.session);
  if (session == sessions_.end()) return {};  // it ended, or its container went, while it was asked for again
  const bool again = session->second.told;
  const bool answers = answered.answer && *answered.answer;
  const bool is_its_own = answers && (*answered.answer)->container == errand.container;
  const bool is_check = is_its_own && container && is_health_check(**answered.answer, *container);
  if (is_its_own && !is_check) return tell(session->second, answered, container, now);
  if (again) return {};
  sessions_.erase(session);
  if (is_check) return {};
  if (answers && !errand.listed) {  // a label took the place of its id; what the container lists is its own
    containers_[errand.container].unnamed = errand.at;
  } else {
    const bool forgotten = answered.answer && !answers;
    lose(errand, forgotten ? ExecLoss::gone : ExecLoss::unreadable);
  }
  return {.read_container = !errand.listed, .seen = nullptr};
}

void ExecWatch::lose(const ExecInspectRequest& errand, ExecLoss loss) {
  put({.container = subject_of(errand.container, errand.known),
       .id = errand.session,
       .first_seen = to_time(errand.at),
       .ended = std::nullopt,
       .lost = loss});
}

ExecWatch::Outcome ExecWatch::tell(Session& session, const ExecAnswered& answered, const KnownContainer& container,
                                   SteadyTime now) {
  const ExecAnswer& answer = **answered.answer;
  ExecRecord record = record_of(answered, answer, container);
  record.ended = session.ended;
  const bool is_news = !std::exchange(session.told, true);
  if (answer.running && !answered.credentials) look_again(session, now);
  if (session.ended) sessions_.erase(answered.errand.session);
  put(std::move(record));
  if (!is_news) return {};
  return {.read_container = !answered.errand.listed,
          .seen = book_.find(answered.errand.container, answered.errand.session)};
}

void ExecWatch::look_again(Session& session, SteadyTime now) {
  if (session.looks == options_.looks.size()) return;
  looks_.emplace(now + options_.looks[session.looks], session.errand.session);
  ++session.looks;
}

void ExecWatch::put(ExecRecord record) {
  book_.put(std::move(record));
  ++version_;
}

void ExecWatch::note_listed(const KnownContainer& container, Time at, SteadyTime now) {
  if (container->exec_sessions) {
    end_unlisted(*container, at);
    want_listed(container, at, now);
  }
  const auto of_container = containers_.find(container->id);
  if (of_container == containers_.end()) return;
  const auto unnamed = std::exchange(of_container->second.unnamed, std::nullopt);
  const bool found =
      std::ranges::any_of(wanted_, [&](const auto& errand) { return errand.container == container->id; });
  if (!unnamed || found) return;
  lose({.session = "", .container = container->id, .at = *unnamed, .known = container}, ExecLoss::not_named);
}

void ExecWatch::want_listed(const KnownContainer& container, Time at, SteadyTime now) {
  for (const ExecSession& session : *container->exec_sessions) {
    (void)want({.session = session.id, .container = container->id, .at = at, .known = container, .listed = true}, now);
  }
}

void ExecWatch::end_unlisted(const ContainerFacts& container, Time at) {
  const auto is_over = [&](const auto& entry) {
    const auto& [id, session] = entry;
    return session.told && session.errand.container == container.id &&
           std::ranges::find(*container.exec_sessions, id, &ExecSession::id) == container.exec_sessions->end();
  };
  std::erase_if(sessions_, [&](const auto& entry) {
    if (!is_over(entry)) return false;
    book_.end(container.id, entry.first, at);
    ++version_;
    return true;
  });
}

}  // namespace plimsoll
