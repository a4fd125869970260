#include "plimsoll/host_access.hpp"

#include <algorithm>
#include <optional>

namespace plimsoll {
namespace {

bool is_unreadable(Cause cause) { return cause == Cause::unreadable || is_lack_of_rights(cause); }

/// Counts the facts of one area.
class AreaTally {
 public:
  explicit AreaTally(HostArea area) : area_(area) {}

  template <class T>
  AreaTally& add(const Fact<T>& fact) {
    if (fact) ++readable_;
    if (!fact && is_unreadable(fact.cause()) && failures_.size() < kMaxFailures) {
      failures_.push_back({area_, fact.cause(), fact.os_error(), std::string(fact.path())});
    }
    return *this;
  }

  /// Nothing where the area can be read, at least in part.
  [[nodiscard]] std::optional<UnreadableArea> unreadable() const {
    if (readable_ > 0 || failures_.empty()) return std::nullopt;
    return *std::ranges::max_element(
        failures_, {}, [&](const UnreadableArea& failure) { return std::ranges::count(failures_, failure); });
  }

 private:
  static constexpr std::size_t kMaxFailures = 64;  // enough to see which reason is the usual one

  HostArea area_;
  int readable_ = 0;
  std::vector<UnreadableArea> failures_;
};

void add_processes(AreaTally& tally, const HostFacts& host) {
  tally.add(host.programs).add(host.container_processes).add(host.other_engines);
}

void add_container_states(AreaTally& tally, const Snapshot& snapshot) {
  for (const auto& container : snapshot.containers) tally.add(container->effective);
}

void add_settings(AreaTally& tally, const DaemonSettings& settings) {
  tally.add(settings.iptables).add(settings.userland_proxy).add(settings.tls).add(settings.log_level);
  tally.add(settings.hosts).add(settings.group);
}

/// A file of which nothing is known stands in the list with the reason.
void add_files(AreaTally& tally, const Fact<std::vector<EngineFile>>& files) {
  if (!files) {
    tally.add(files);
    return;
  }
  for (const EngineFile& file : *files) tally.add(file.status);
}

void add_layers(AreaTally& tally, const Snapshot& snapshot) {
  for (const auto& [id, image] : snapshot.images) tally.add(image.privileged_files);
}

AreaTally tally_of(HostArea area, const Snapshot& snapshot) {
  const HostFacts& host = snapshot.host;
  AreaTally tally(area);
  switch (area) {
    case HostArea::kernel_settings:
      tally.add(host.kernel_settings);
      break;
    case HostArea::processes:
      add_processes(tally, host);
      break;
    case HostArea::container_states:
      add_container_states(tally, snapshot);
      break;
    case HostArea::engine_settings:
      add_settings(tally, snapshot.engine.settings);
      break;
    case HostArea::engine_listeners:
      tally.add(snapshot.engine.listeners);
      break;
    case HostArea::engine_mounts:
      tally.add(host.data_root_mount_point);
      break;
    case HostArea::engine_files:
      add_files(tally, host.engine_files);
      break;
    case HostArea::engine_group:
      tally.add(host.engine_group);
      break;
    case HostArea::audit_rules:
      tally.add(host.audit_rules);
      break;
    case HostArea::image_layers:
      add_layers(tally, snapshot);
      break;
  }
  return tally;
}

}  // namespace

std::string_view to_string(HostArea area) {
  switch (area) {
    case HostArea::kernel_settings:
      return "kernel_settings";
    case HostArea::processes:
      return "processes";
    case HostArea::container_states:
      return "container_states";
    case HostArea::engine_settings:
      return "engine_settings";
    case HostArea::engine_listeners:
      return "engine_listeners";
    case HostArea::engine_mounts:
      return "engine_mounts";
    case HostArea::engine_files:
      return "engine_files";
    case HostArea::engine_group:
      return "engine_group";
    case HostArea::audit_rules:
      return "audit_rules";
    case HostArea::image_layers:
      break;
  }
  return "image_layers";
}

std::vector<UnreadableArea> unreadable_areas(const Snapshot& snapshot) {
  std::vector<UnreadableArea> areas;
  for (const HostArea area : kHostAreas) {
    if (auto unreadable = tally_of(area, snapshot).unreadable()) areas.push_back(*std::move(unreadable));
  }
  return areas;
}

bool is_lack_of_rights(Cause cause) { return cause == Cause::no_permission || cause == Cause::hidden; }

std::string describe(const UnreadableArea& area) {
  std::string text = std::string(to_string(area.area)) + ": " + std::string(to_string(area.cause));
  if (area.os_error) text += " (" + show(area.os_error) + ")";
  return area.path.empty() ? text : text + " at " + area.path;
}

}  // namespace plimsoll
