#include "lib/core/agenda/comings.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace plimsoll {
namespace {

bool lists(const std::vector<std::shared_ptr<const ContainerFacts>>& containers, const std::string& id) {
  return std::ranges::any_of(containers, [&](const auto& facts) { return facts->id == id; });
}

/// One that could not be read is told as unjudged.
bool runs(const std::string& id, const Snapshot& snapshot) {
  return lists(snapshot.containers, id) ||
         std::ranges::find(snapshot.unread, id, &UnreadContainer::id) != snapshot.unread.end();
}

bool ran_unseen(const std::string& id, const Happened& happened, const Snapshot& now) {
  return happened.started || (happened.created && !lists(now.stopped, id));
}

}  // namespace

std::vector<MissedContainer> Comings::missed(const AgendaItem& answered, const Snapshot* before, const Snapshot& now) {
  if (answered.scope.lists && before != nullptr) note_listed(*before, now);
  std::vector<MissedContainer> missed;
  for (const auto& [id, happened] : answered.happened) {
    const bool seen = runs(id, now) || (before != nullptr && runs(id, *before));
    if (!seen && !ran_unseen(id, happened, now)) continue;
    const bool is_news = told_.insert(id).second;
    if (is_news && !seen) missed.push_back({id, happened.image});
  }
  forget_gone(answered, now);
  return missed;
}

/// A list may show one that runs before its events are answered.
void Comings::note_listed(const Snapshot& before, const Snapshot& now) {
  std::unordered_set<std::string_view> known;
  for (const auto& container : before.containers) known.insert(container->id);
  for (const auto& container : now.containers) {
    if (!known.contains(container->id)) told_.insert(container->id);
  }
}

/// A container's destruction is its last event. Where that was missed, everything is read.
void Comings::forget_gone(const AgendaItem& answered, const Snapshot& now) {
  for (const std::string& id : answered.scope.destroyed) told_.erase(id);
  const bool everything = answered.scope.lists && answered.scope.share == 1;
  if (everything)
    std::erase_if(told_, [&](const std::string& id) { return !runs(id, now) && !lists(now.stopped, id); });
}

}  // namespace plimsoll
