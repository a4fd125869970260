#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll {

/// The system calls by which host facts are read, as seccomp names them: glibc calls openat for open() and newfstatat
/// for stat() and fstat().
enum class SystemCall : std::uint8_t {
  none,
  openat,
  openat2,
  newfstatat,
  read,
  readlink,
  readlinkat,
  getdents64,
  socket,
  connect,
  getsockopt,
};

/// The call that the kernel refused and its errno. Empty where no system call failed. Two bytes, because each fact
/// carries one: all errno values of Linux are below 134.
struct OsError {
  SystemCall call = SystemCall::none;
  std::uint8_t number = 0;

  [[nodiscard]] explicit operator bool() const { return number != 0; }
  friend bool operator==(const OsError&, const OsError&) = default;
};

/// The name as SystemCallFilter= takes it; "none" for none.
[[nodiscard]] std::string_view to_string(SystemCall call);

/// "ENOSYS", or "errno 200" for a number that the C library does not know.
[[nodiscard]] std::string errno_name(std::uint8_t number);

/// The number of "ENOSYS" or "errno 200"; nothing if there is no such name.
[[nodiscard]] std::optional<std::uint8_t> errno_number(std::string_view name);

/// "openat2: ENOSYS"; "" for an empty one.
[[nodiscard]] std::string show(OsError error);

}  // namespace plimsoll
