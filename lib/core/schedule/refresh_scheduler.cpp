#include "lib/core/schedule/refresh_scheduler.hpp"

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

void note_coming(ContainerEvents& happened, const EngineEvent& event) {
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

void RefreshScheduler::note(const EngineEvent& event, SteadyTime now) {
  switch (event.type) {
    case EventType::container:
      return note_container(event, now);
    case EventType::network:
      return note_neighbour(event, &ReadRequest::networks, now);
    case EventType::volume:
      return note_neighbour(event, &ReadRequest::volumes, now);
    case EventType::image:
      return want_list(&ReadRequest::images, now);
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

void RefreshScheduler::note_container(const EngineEvent& event, SteadyTime now) {
  if (event.id.empty()) return;  // of a prune: each container has an event of its own
  switch (event.action) {
    case EventAction::health_status:
      return note_sessions(event.id, event.at, now);
    case EventAction::destroy:
      want(event.id, event.at, &Budgets::changes, now);
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
      want(event.id, event.at, &Budgets::changes, now);
      note_coming(pending_[event.id].happened, event);
      if (starts_processes(event.action)) schedule_recheck(event.id, now);
      return;
  }
}

void RefreshScheduler::note_sessions(const std::string& container, EventTime at, SteadyTime now) {
  want(container, at, &Budgets::sessions, now);
}

void RefreshScheduler::note_neighbour(const EngineEvent& event, bool ReadRequest::* list, SteadyTime now) {
  if (!event.container.empty()) want(event.container, event.at, &Budgets::changes, now);
  if (changes_list(event.action)) want_list(list, now);
}

void RefreshScheduler::want(const std::string& container, EventTime at, TokenBucket Budgets::* kind, SteadyTime now) {
  const auto [pending, is_new] = pending_.try_emplace(container);
  TokenBucket& bucket = budgets_[container].*kind;
  const TokenRate& rate = kind == &Budgets::changes ? options_.changes : options_.sessions;
  const SteadyTime due = bucket.next(rate, now);
  if (is_new) pending->second.happened.at = at;
  if (!is_new && pending->second.due <= due) return;
  pending->second.due = due;
  bucket.spend(rate, due);
  if (pending_.size() <= kMaxPending) return;
  pending_.clear();
  note_gap();
}

void RefreshScheduler::schedule_recheck(const std::string& container, SteadyTime now) {
  if (rechecks_.size() > kMaxPending) return;  // the even sweep comes by
  for (const auto after : options_.recheck_after_start) rechecks_.emplace(now + after, container);
}

void RefreshScheduler::want_list(bool ReadRequest::* list, SteadyTime now) {
  lists_.*list = true;
  if (lists_due_ != SteadyTime::max()) return;
  lists_due_ = list_budget_.next(options_.changes, now);
  list_budget_.spend(options_.changes, lists_due_);
}

SteadyTime RefreshScheduler::next_round() const {
  if (!last_round_) return SteadyTime::min();
  const bool soon = gap_ || round_wanted_;
  return *last_round_ + (soon ? std::min(options_.shortest_gap, options_.round_every) : options_.round_every);
}

SteadyTime RefreshScheduler::next() const {
  SteadyTime next = std::min(next_round(), lists_due_);
  if (!rechecks_.empty()) next = std::min(next, rechecks_.begin()->first);
  for (const auto& [container, pending] : pending_) next = std::min(next, pending.due);
  return next;
}

std::optional<RefreshRequest> RefreshScheduler::take(SteadyTime now) {
  RefreshRequest item{.scope = {.lists = false, .share = 0}};
  if (next_round() <= now) {
    take_round(item, now);
  } else if (lists_due_ <= now) {
    item.scope = std::exchange(lists_, {.lists = false, .share = 0});
    lists_due_ = SteadyTime::max();
  }
  take_pending(item, now);
  take_out_due(rechecks_, now, [&](const std::string& container) { item.processes.insert(container); });
  if (item.scope.empty() && item.processes.empty()) return std::nullopt;
  return item;
}

void RefreshScheduler::take_round(RefreshRequest& item, SteadyTime now) {
  const double share = static_cast<double>(options_.round_every.count()) /
                       static_cast<double>(std::max<std::int64_t>(options_.reread_within.count(), 1));
  item.scope.lists = true;
  item.scope.share = gap_ || !listening_ ? 1 : std::min(share, 1.0);
  gap_ = round_wanted_ = false;
  last_round_ = now;
  lists_ = {.lists = false, .share = 0};
  lists_due_ = SteadyTime::max();
  std::erase_if(budgets_, [&](const auto& entry) {
    return entry.second.changes.is_full(now) && entry.second.sessions.is_full(now);
  });
}

void RefreshScheduler::take_pending(RefreshRequest& item, SteadyTime now) {
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
