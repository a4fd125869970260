#include "lib/core/agenda/agenda.hpp"

#include <algorithm>
#include <utility>

namespace plimsoll {
namespace {

/// Beyond that many at once, one reading of everything is cheaper.
constexpr std::size_t kMaxPending = 10'000;

template <class Map>
void take_out_due(Map& map, SteadyTime now, const auto& take) {
  while (!map.empty() && map.begin()->first <= now) {
    take(map.begin()->second);
    map.erase(map.begin());
  }
}

bool starts_processes(EventAction action) {
  return action == EventAction::start || action == EventAction::restart || action == EventAction::unpause;
}

void note_coming(Happened& happened, const EngineEvent& event) {
  if (event.action == EventAction::start) happened.started = true;
  if (event.action != EventAction::create) return;
  happened.created = true;
  happened.image = event.image;
}

bool changes_list(EventAction action) {
  return action != EventAction::connect && action != EventAction::disconnect && action != EventAction::mount &&
         action != EventAction::unmount;
}

}  // namespace

void Agenda::note(const EngineEvent& event, SteadyTime now) {
  switch (event.type) {
    case EventType::container:
      return note_container(event, now);
    case EventType::network:
      return note_neighbour(event, &ReadingScope::networks, now);
    case EventType::volume:
      return note_neighbour(event, &ReadingScope::volumes, now);
    case EventType::image:
      return want_list(&ReadingScope::images, now);
    case EventType::daemon:
    case EventType::service:
    case EventType::node:
    case EventType::secret:
    case EventType::config:
      round_wanted_ = true;
      return;
    case EventType::other:
      return;
  }
}

void Agenda::note_container(const EngineEvent& event, SteadyTime now) {
  if (event.id.empty()) return;  // of a prune: each container has an event of its own
  switch (event.action) {
    case EventAction::health_status:
      return note_sessions(event.id, event.at, now);
    case EventAction::destroy:
      want(event.id, event.at, &Allowances::changes, now);
      pending_[event.id].destroyed = true;
      pending_[event.id].due = now;  // its last event: nothing to wait for
      return;
    case EventAction::exec_create:  // of sessions the exec watch says what they lead to
    case EventAction::exec_start:
    case EventAction::exec_die:
    case EventAction::exec_detach:
    case EventAction::other:  // kill, stop and oom, of which die tells
      return;
    default:
      want(event.id, event.at, &Allowances::changes, now);
      note_coming(pending_[event.id].happened, event);
      if (starts_processes(event.action)) plan_looks(event.id, now);
      return;
  }
}

void Agenda::note_sessions(const std::string& container, EventTime at, SteadyTime now) {
  want(container, at, &Allowances::sessions, now);
}

void Agenda::note_neighbour(const EngineEvent& event, bool ReadingScope::* list, SteadyTime now) {
  if (!event.container.empty()) want(event.container, event.at, &Allowances::changes, now);
  if (changes_list(event.action)) want_list(list, now);
}

void Agenda::want(const std::string& container, EventTime at, Allowance Allowances::* kind, SteadyTime now) {
  const auto [pending, is_new] = pending_.try_emplace(container);
  Allowance& allowance = allowances_[container].*kind;
  const Rate& rate = kind == &Allowances::changes ? options_.changes : options_.sessions;
  const SteadyTime due = allowance.next(rate, now);
  if (is_new) pending->second.happened.at = at;
  if (!is_new && pending->second.due <= due) return;
  pending->second.due = due;
  allowance.spend(rate, due);
  if (pending_.size() <= kMaxPending) return;
  pending_.clear();
  note_gap();
}

void Agenda::plan_looks(const std::string& container, SteadyTime now) {
  if (looks_.size() > kMaxPending) return;  // the even sweep comes by
  for (const auto after : options_.looks_after_start) looks_.emplace(now + after, container);
}

void Agenda::want_list(bool ReadingScope::* list, SteadyTime now) {
  lists_.*list = true;
  if (lists_due_ != SteadyTime::max()) return;
  lists_due_ = list_allowance_.next(options_.changes, now);
  list_allowance_.spend(options_.changes, lists_due_);
}

SteadyTime Agenda::next_round() const {
  if (!last_round_) return SteadyTime::min();
  const bool soon = gap_ || round_wanted_;
  return *last_round_ + (soon ? std::min(options_.shortest_gap, options_.round_every) : options_.round_every);
}

SteadyTime Agenda::next() const {
  SteadyTime next = std::min(next_round(), lists_due_);
  if (!looks_.empty()) next = std::min(next, looks_.begin()->first);
  for (const auto& [container, pending] : pending_) next = std::min(next, pending.due);
  return next;
}

std::optional<AgendaItem> Agenda::take(SteadyTime now) {
  AgendaItem item{.scope = {.lists = false, .share = 0}};
  if (next_round() <= now) {
    take_round(item, now);
  } else if (lists_due_ <= now) {
    item.scope = std::exchange(lists_, {.lists = false, .share = 0});
    lists_due_ = SteadyTime::max();
  }
  take_pending(item, now);
  take_out_due(looks_, now, [&](const std::string& container) { item.processes.insert(container); });
  if (item.scope.empty() && item.processes.empty()) return std::nullopt;
  return item;
}

void Agenda::take_round(AgendaItem& item, SteadyTime now) {
  const double share = static_cast<double>(options_.round_every.count()) /
                       static_cast<double>(std::max<std::int64_t>(options_.reread_within.count(), 1));
  item.scope.lists = true;
  item.scope.share = gap_ || !listening_ ? 1 : std::min(share, 1.0);
  gap_ = round_wanted_ = false;
  last_round_ = now;
  lists_ = {.lists = false, .share = 0};
  lists_due_ = SteadyTime::max();
  std::erase_if(allowances_, [&](const auto& entry) {
    return entry.second.changes.is_full(now) && entry.second.sessions.is_full(now);
  });
}

void Agenda::take_pending(AgendaItem& item, SteadyTime now) {
  for (auto entry = pending_.begin(); entry != pending_.end();) {
    const auto& [container, pending] = *entry;
    if (pending.due > now) {
      ++entry;
      continue;
    }
    item.scope.containers.insert(container);
    item.processes.insert(container);
    item.happened.emplace(container, pending.happened);
    if (pending.destroyed) item.scope.destroyed.insert(container);
    entry = pending_.erase(entry);
  }
}

}  // namespace plimsoll
