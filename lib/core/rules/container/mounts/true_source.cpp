#include "lib/core/rules/container/mounts/true_source.hpp"

#include <algorithm>
#include <string_view>

#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kPath = "Mounts.Source";

constexpr std::string_view kNotOfThisHost[] = {"9p",     "ceph", "cifs", "fuse.sshfs", "glusterfs",
                                               "lustre", "nfs",  "nfs4", "smb3",       "tmpfs"};

Fact<std::string> told(std::string path) { return {std::move(path), Source::inspect, kPath}; }
Fact<std::string> no_host_path() { return told(""); }
Fact<std::string> cannot_tell(Cause cause) { return {cause, Source::inspect, kPath}; }

/// The engine leaves out, or gives as null, the options of a volume that has none.
bool is_not_set(const Fact<std::string>& option) {
  if (option) return option->empty();
  return option.cause() == Cause::absent || option.cause() == Cause::null;
}

std::string_view text(const Fact<std::string>& option) { return option ? std::string_view(*option) : ""; }

bool has_option(std::string_view options, std::string_view wanted) {
  while (!options.empty()) {
    const std::string_view option = options.substr(0, options.find(','));
    if (option == wanted) return true;
    options.remove_prefix(std::min(option.size() + 1, options.size()));
  }
  return false;
}

bool binds(const VolumeFacts& volume) {
  const std::string_view options = text(volume.option_o);
  return has_option(options, "bind") || has_option(options, "rbind") || text(volume.option_type) == "bind";
}

Fact<std::string> source_of_device(const VolumeFacts& volume) {
  const std::string_view device = text(volume.option_device);
  // The engine would resolve it in a working directory that nobody reports.
  if (!device.starts_with('/')) return cannot_tell(Cause::unresolved);
  return volume.option_device;
}

/// The options are what the engine hands to mount(2).
Fact<std::string> source_of_local(const VolumeFacts& volume) {
  for (const Fact<std::string>* option : {&volume.option_type, &volume.option_device, &volume.option_o}) {
    if (!*option && !is_not_set(*option)) return {option->cause(), option->source(), option->path()};
  }
  if (is_not_set(volume.option_type) && is_not_set(volume.option_device)) return no_host_path();
  if (binds(volume)) return source_of_device(volume);
  if (std::ranges::count(kNotOfThisHost, text(volume.option_type)) != 0) return no_host_path();
  if (relation(canonical_path(text(volume.option_device)), "/dev") == Relation::below) return source_of_device(volume);
  return cannot_tell(Cause::unresolved);  // overlay, proc and the like: the host's own files under another name
}

Fact<std::string> source_of_bind(const Mount& mount) {
  return mount.source.starts_with('/') ? told(mount.source) : cannot_tell(Cause::unresolved);
}

Fact<std::string> source_of_volume(const Mount& mount, const Context& context) {
  const VolumeFacts* volume = context.inventory.volume(mount.volume_name);
  if (!plugin_driver(mount, context).empty()) return cannot_tell(Cause::not_reported);
  if (volume == nullptr) return cannot_tell(Cause::unresolved);
  return source_of_local(*volume);
}

}  // namespace

Fact<std::string> true_source(const Mount& mount, const Context& context) {
  if (mount.type == "bind") return source_of_bind(mount);
  if (mount.type == "volume") return source_of_volume(mount, context);
  if (mount.type == "tmpfs" || mount.type == "image" || mount.type == "npipe") return no_host_path();
  return cannot_tell(Cause::not_reported);
}

bool mounts_file_system(const Mount& mount, const Context& context) {
  if (mount.type != "volume") return false;
  const VolumeFacts* volume = context.inventory.volume(mount.volume_name);
  return volume != nullptr && !binds(*volume);
}

std::string_view plugin_driver(const Mount& mount, const Context& context) {
  if (mount.type != "volume") return "";
  const VolumeFacts* volume = context.inventory.volume(mount.volume_name);
  const std::string_view driver = mount.driver.empty() && volume ? text(volume->driver) : mount.driver;
  return driver == "local" ? "" : driver;
}

}  // namespace plimsoll
