#include "lib/core/judge/changes.hpp"

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

Changes::Changes(const Judged& before, const Snapshot& now)
    : judged_(before.subjects),
      everybody_(before.snapshot.engine != now.engine || before.snapshot.host != now.host),
      containers_(before.snapshot.containers != now.containers || before.snapshot.stopped != now.stopped),
      images_(changed(before.snapshot.images, now.images)),
      volumes_(changed(before.snapshot.volumes, now.volumes)) {}

bool Changes::concern(const SubjectKey& key, const std::shared_ptr<const ContainerFacts>& facts) const {
  const auto judged = judged_.find(key);
  if (everybody_ || judged == judged_.end()) return true;
  const SubjectReport& report = *judged->second;
  if (report.unjudged || report.facts != facts) return true;
  if ((report.looks.at_containers && containers_) || (report.looks.at_images && !images_.empty())) return true;
  return images_.contains(facts->image_id) || concern_volume_of(*facts);
}

bool Changes::concern_volume_of(const ContainerFacts& container) const {
  return !volumes_.empty() && container.mounts && std::ranges::any_of(*container.mounts, [&](const Mount& mount) {
    return volumes_.contains(mount.volume_name);
  });
}

}  // namespace plimsoll
