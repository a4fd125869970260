#include "lib/core/rules/container/capabilities/capabilities.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kAll = "ALL";

/// In the kernel's order, CAP_CHOWN (0) to CAP_CHECKPOINT_RESTORE (40).
constexpr std::string_view kCapabilities[] = {"CHOWN",
                                              "DAC_OVERRIDE",
                                              "DAC_READ_SEARCH",
                                              "FOWNER",
                                              "FSETID",
                                              "KILL",
                                              "SETGID",
                                              "SETUID",
                                              "SETPCAP",
                                              "LINUX_IMMUTABLE",
                                              "NET_BIND_SERVICE",
                                              "NET_BROADCAST",
                                              "NET_ADMIN",
                                              "NET_RAW",
                                              "IPC_LOCK",
                                              "IPC_OWNER",
                                              "SYS_MODULE",
                                              "SYS_RAWIO",
                                              "SYS_CHROOT",
                                              "SYS_PTRACE",
                                              "SYS_PACCT",
                                              "SYS_ADMIN",
                                              "SYS_BOOT",
                                              "SYS_NICE",
                                              "SYS_RESOURCE",
                                              "SYS_TIME",
                                              "SYS_TTY_CONFIG",
                                              "MKNOD",
                                              "LEASE",
                                              "AUDIT_WRITE",
                                              "AUDIT_CONTROL",
                                              "SETFCAP",
                                              "MAC_OVERRIDE",
                                              "MAC_ADMIN",
                                              "SYSLOG",
                                              "WAKE_ALARM",
                                              "BLOCK_SUSPEND",
                                              "AUDIT_READ",
                                              "PERFMON",
                                              "BPF",
                                              "CHECKPOINT_RESTORE"};
static_assert(std::size(kCapabilities) == 41);

/// Podman's come first: Docker's are those and three more.
constexpr std::string_view kDefaults[] = {"CHOWN",      "DAC_OVERRIDE", "FOWNER",  "FSETID",     "KILL",
                                          "SETGID",     "SETUID",       "SETPCAP", "SETFCAP",    "NET_BIND_SERVICE",
                                          "SYS_CHROOT", "NET_RAW",      "MKNOD",   "AUDIT_WRITE"};
constexpr std::size_t kPodmanDefaults = 11;

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

Item held_item(std::string_view capability, const CapabilitySet& set, const ContainerFacts& container) {
  const std::string key(capability);
  if (contains(set.added, capability)) return item(key, container.cap_add, "without " + key);
  if (set.privileged) return item(key, container.privileged, "false");
  if (contains(set.added, kAll)) return item(key, container.cap_add, "without ALL");
  return item(key, container.cap_drop, key + " or ALL");
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_spelling_of(std::string_view name, std::string_view capability) {
  const auto same = [](char a, char b) { return upper(a) == b; };
  if (std::ranges::equal(name.substr(0, 4), std::string_view("CAP_"), same)) name.remove_prefix(4);
  return std::ranges::equal(name, capability, same);
}

/// What still holds the capability once nothing adds it.
bool must_drop(std::string_view capability, const CapabilitySet& set) {
  return set.is_default(capability) && !contains(set.dropped, capability) && !contains(set.dropped, kAll);
}

}  // namespace

bool CapabilitySet::holds(std::string_view capability) const {
  if (contains(added, capability)) return true;
  if (privileged) return contains(kCapabilities, capability);
  // The engine forgets ALL among the dropped ones once ALL is added.
  if (contains(added, kAll)) return contains(kCapabilities, capability) && !contains(dropped, capability);
  return must_drop(capability, *this);
}

bool CapabilitySet::is_default(std::string_view capability) const { return contains(engine_defaults, capability); }

std::vector<std::string_view> CapabilitySet::held() const {
  std::vector<std::string_view> names;
  std::ranges::copy_if(kCapabilities, std::back_inserter(names), [&](std::string_view name) { return holds(name); });
  const auto is_unknown = [](std::string_view name) { return name != kAll && !contains(kCapabilities, name); };
  std::ranges::copy_if(added, std::back_inserter(names), is_unknown);
  return names;
}

CapabilitySet CapabilitySet::without_privileges() const {
  CapabilitySet set = *this;
  set.privileged = false;
  return set;
}

CapabilityMask mask_of(const CapabilitySet& set) {
  CapabilityMask mask = 0;
  for (std::size_t i = 0; i < std::size(kCapabilities); ++i) {
    if (set.holds(kCapabilities[i])) mask |= CapabilityMask{1} << i;
  }
  return mask;
}

std::vector<std::string> names_of(CapabilityMask mask) {
  std::vector<std::string> names;
  for (std::size_t i = 0; mask != 0; ++i, mask >>= 1U) {
    if ((mask & 1U) == 0) continue;
    names.push_back(i < std::size(kCapabilities) ? std::string(kCapabilities[i]) : "CAP_" + std::to_string(i));
  }
  return names;
}

std::span<const std::string_view> default_capabilities(EngineKind engine) {
  const std::span<const std::string_view> defaults = kDefaults;
  return engine == EngineKind::podman ? defaults.first(kPodmanDefaults) : defaults;
}

Fact<CapabilitySet> capability_set(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& [privileged, added, dropped] = std::tie(container.privileged, container.cap_add, container.cap_drop);
  if (!privileged) return {privileged.cause(), privileged.source(), privileged.path()};
  if (!added) return {added.cause(), added.source(), added.path()};
  if (!dropped) return {dropped.cause(), dropped.source(), dropped.path()};
  return {CapabilitySet{*privileged, *added, *dropped, default_capabilities(engine.kind)}, added.source(),
          added.path()};
}

Verdict judge_held(std::span<const std::string_view> unwanted, const CapabilitySet& set,
                   const ContainerFacts& container, const Context& context) {
  ItemList items;
  for (const std::string_view name : unwanted) {
    if (set.holds(name)) items.add(held_item(name, set, container));
  }
  const CapabilitySet unprivileged = set.without_privileges();
  const bool own = std::ranges::any_of(unwanted, [&](std::string_view name) { return unprivileged.holds(name); });
  return own ? items.take_verdict() : implied_by_privileged(items.take_verdict(), container, context);
}

std::vector<Change> fix_capabilities(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  std::vector<Change> changes;
  if (set->privileged) changes.push_back(remove_privileged());
  if (contains(set->added, kAll)) changes.push_back(remove(kCapAdd, kAll));
  for (const Item& capability : verdict.items) {
    if (contains(set->added, capability.key)) changes.push_back(remove(kCapAdd, capability.key));
    if (must_drop(capability.key, *set)) changes.push_back(add(kCapDrop, capability.key));
  }
  return changes;
}

bool lists_capability(std::span<const std::string_view> names, std::string_view capability) {
  return std::ranges::any_of(names, [&](std::string_view name) { return is_spelling_of(name, capability); });
}

}  // namespace plimsoll
