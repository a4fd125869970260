#include "lib/engine/events/event_deduplicator.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRemembered = 1024;
/// Events are told in another order than they happened in, by less than this.
constexpr std::chrono::nanoseconds kOverlap = 1s;
constexpr std::chrono::nanoseconds kPrecisionOfDates = 1s;

}  // namespace

std::size_t EventDeduplicator::Hash::operator()(const EngineEvent& event) const {
  return std::hash<std::string>()(event.id) ^ std::hash<std::int64_t>()(event.at.time_since_epoch().count());
}

bool EventDeduplicator::remember(EngineEvent event) {
  const auto [place, is_new] = events_.insert(std::move(event));
  if (!is_new) return false;
  history_distrusted_ = false;
  in_order_.push_back(&*place);
  if (in_order_.size() > kRemembered) forget_oldest();
  return true;
}

void EventDeduplicator::forget_oldest() {
  const auto oldest = events_.find(*in_order_.front());
  in_order_.pop_front();
  forgotten_ = oldest->at;
  events_.erase(oldest);
}

std::optional<EventTime> EventDeduplicator::since(EventTime date) const {
  if (history_distrusted_) return std::nullopt;
  const std::optional<EventTime> last = last_until(date + kPrecisionOfDates);
  if (!last) return date;
  const EventTime overlapping = std::max(*last - kOverlap, EventTime());
  // An engine that tells its whole past must not tell again what is not known any more to have been told.
  return forgotten_ < *last ? std::max(overlapping, forgotten_ + 1ns) : overlapping;
}

std::optional<EventTime> EventDeduplicator::last_until(EventTime bound) const {
  std::optional<EventTime> last;
  for (const EngineEvent* event : in_order_) {
    if (event->at > EventTime() && event->at <= bound && (!last || event->at > *last)) last = event->at;
  }
  return last;
}

}  // namespace plimsoll::engine
