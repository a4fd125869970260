#pragma once

/// The words of the closed lists, both ways.

#include <cstddef>
#include <optional>
#include <string_view>

#include "lib/core/seccomp_words.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

inline std::string_view to_string(SecurityOptions::Seccomp seccomp) {
  static constexpr std::string_view kWords[] = {"not_set", "unconfined", "custom"};
  return kWords[static_cast<std::size_t>(seccomp)];
}

inline std::string_view to_string(BlockIoLimit::Kind kind) {
  static constexpr std::string_view kWords[] = {"read_bytes", "write_bytes", "read_operations", "write_operations"};
  return kWords[static_cast<std::size_t>(kind)];
}

inline std::string_view to_string(NamespaceKind kind) {
  static constexpr std::string_view kWords[] = {"cgroup", "ipc", "mount", "network", "pid", "user", "uts"};
  return kWords[static_cast<std::size_t>(kind)];
}

namespace snapshot_file {

constexpr std::size_t count_of(Cause) { return static_cast<std::size_t>(Cause::hidden) + 1; }
constexpr std::size_t count_of(Source) { return static_cast<std::size_t>(Source::plimsoll) + 1; }
constexpr std::size_t count_of(SystemCall) { return static_cast<std::size_t>(SystemCall::getsockopt) + 1; }
constexpr std::size_t count_of(EngineKind) { return static_cast<std::size_t>(EngineKind::podman) + 1; }
constexpr std::size_t count_of(ErrorKind) { return kErrorKindCount; }
constexpr std::size_t count_of(SecurityOptions::Seccomp) { return 3; }
constexpr std::size_t count_of(BlockIoLimit::Kind) { return 4; }
constexpr std::size_t count_of(SeccompMode) { return static_cast<std::size_t>(SeccompMode::not_supported) + 1; }
constexpr std::size_t count_of(NamespaceKind) { return static_cast<std::size_t>(NamespaceKind::uts) + 1; }
constexpr std::size_t count_of(StepFault) { return static_cast<std::size_t>(StepFault::secret_name) + 1; }
constexpr std::size_t count_of(EngineFileRole) { return static_cast<std::size_t>(EngineFileRole::tls_key) + 1; }

template <class Enum>
std::optional<Enum> from_word(std::string_view word) {
  for (std::size_t i = 0; i < count_of(Enum{}); ++i) {
    if (to_string(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace snapshot_file
}  // namespace plimsoll
