#include "lib/core/vocabulary/capabilities.hpp"

#include <algorithm>
#include <iterator>

namespace plimsoll {
namespace {

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

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_spelling_of(std::string_view name, std::string_view capability) {
  const auto same = [](char a, char b) { return upper(a) == b; };
  if (std::ranges::equal(name.substr(0, 4), std::string_view("CAP_"), same)) name.remove_prefix(4);
  return std::ranges::equal(name, capability, same);
}

}  // namespace

std::span<const std::string_view> capability_names() { return kCapabilities; }

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

bool lists_capability(std::span<const std::string_view> names, std::string_view capability) {
  return std::ranges::any_of(names, [&](std::string_view name) { return is_spelling_of(name, capability); });
}

}  // namespace plimsoll
