#include "lib/core/schedule/missed_containers.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace plimsoll {
namespace {

bool lists(const std::vector<std::shared_ptr<const ContainerFacts>>& containers, const std::string& id) {
  return std::ranges::any_of(containers, [&](const auto& facts) { return facts->id == id; });
}

const UnreadContainer* unread_in(const Snapshot& snapshot, const std::string& id) {
  const auto found = std::ranges::find(snapshot.unread, id, &UnreadContainer::id);
  return found == snapshot.unread.end() ? nullptr : &*found;
}

/// The ids of all containers: running, stopped and unread. Borrows from the snapshot.
std::unordered_set<std::string_view> ids_in(const Snapshot& snapshot) {
  std::unordered_set<std::string_view> ids;
  for (const auto& container : snapshot.containers) ids.insert(container->id);
  for (const auto& container : snapshot.stopped) ids.insert(container->id);
  for (const UnreadContainer& container : snapshot.unread) ids.insert(container.id);
  return ids;
}

/// A container is created to run. One that is listed as stopped may still do so.
bool ran_unseen(const std::string& id, const ContainerEvents& happened, const Snapshot& now) {
  return happened.started || (happened.created && !lists(now.stopped, id));
}

}  // namespace

std::vector<MissedContainer> MissedContainers::missed(const RefreshRequest& answered, const Snapshot* before,
                                                      const Snapshot& now) {
  const Snapshot nothing;
  const Snapshot& then = before == nullptr ? nothing : *before;
  if (answered.scope.lists) note_listed(then, now);
  std::vector<MissedContainer> missed;
  for (const auto& [id, happened] : answered.happened) {
    // A container that cannot be read is in the report as unjudged while it runs. It counts as missed when it is gone.
    if (unread_in(now, id) != nullptr) continue;
    const UnreadContainer* unread = unread_in(then, id);
    const bool seen = lists(now.containers, id) || lists(then.containers, id);
    if (!seen && unread == nullptr && !ran_unseen(id, happened, now)) continue;
    const bool is_news = told_.insert(id).second;
    if (!is_news || seen) continue;
    missed.push_back({id, happened.image.empty() && unread != nullptr ? unread->image : happened.image});
  }
  forget_gone(answered, now);
  return missed;
}

/// A list may show one that runs before its events are answered.
void MissedContainers::note_listed(const Snapshot& before, const Snapshot& now) {
  std::unordered_set<std::string_view> known;
  for (const auto& container : before.containers) known.insert(container->id);
  for (const auto& container : now.containers) {
    if (!known.contains(container->id)) told_.insert(container->id);
  }
}

/// A container's destruction is its last event. Where that was missed, everything is read.
void MissedContainers::forget_gone(const RefreshRequest& answered, const Snapshot& now) {
  for (const std::string& id : answered.scope.destroyed) told_.erase(id);
  const bool everything = answered.scope.lists && answered.scope.share == 1;
  if (!everything) return;
  const std::unordered_set<std::string_view> listed = ids_in(now);
  std::erase_if(told_, [&](const std::string& id) { return !listed.contains(id); });
}

}  // namespace plimsoll
