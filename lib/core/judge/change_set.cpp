#include "lib/core/judge/change_set.hpp"

#include <algorithm>

namespace plimsoll {
namespace {

/// Keys of the entries that changed, came or went.
template <class Map>
std::set<std::string_view> changed(const Map& before, const Map& now) {
  std::set<std::string_view> keys;
  for (const auto& [key, value] : now) {
    const auto known = before.find(key);
    if (known == before.end() || known->second != value) keys.insert(key);
  }
  for (const auto& entry : before) {
    if (!now.contains(entry.first)) keys.insert(entry.first);
  }
  return keys;
}

}  // namespace

ChangeSet::ChangeSet(const PreviousAudit& before, const Snapshot& now)
    : judged_(before.subjects),
      everybody_(before.snapshot.engine != now.engine || before.snapshot.host != now.host),
      containers_(before.snapshot.containers != now.containers || before.snapshot.stopped != now.stopped),
      images_(changed(before.snapshot.images, now.images)),
      volumes_(changed(before.snapshot.volumes, now.volumes)) {}

bool ChangeSet::affects(const SubjectKey& key, const std::shared_ptr<const ContainerFacts>& facts) const {
  const auto judged = judged_.find(key);
  if (everybody_ || judged == judged_.end()) return true;
  const SubjectReport& report = *judged->second;
  if (report.unjudged || report.facts != facts) return true;
  if ((report.dependencies.other_containers && containers_) || (report.dependencies.other_images && !images_.empty()))
    return true;
  return images_.contains(facts->image_id) || affects_volume_of(*facts);
}

bool ChangeSet::affects_volume_of(const ContainerFacts& container) const {
  return !volumes_.empty() && container.mounts && std::ranges::any_of(*container.mounts, [&](const Mount& mount) {
    return volumes_.contains(mount.volume_name);
  });
}

}  // namespace plimsoll
