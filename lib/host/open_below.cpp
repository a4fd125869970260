#include "lib/host/open_below.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <climits>

namespace plimsoll::host {
namespace {

constexpr int kAttempts = 8;  // the kernel says EAGAIN where a rename went on beside it

std::uint64_t resolution(Reach reach) {
  if (reach == Reach::root) return RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  return RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV;
}

}  // namespace

Answer<Descriptor> open_below(int directory, const std::string& path, int flags, Reach reach) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | ((flags & O_PATH) != 0 ? 0 : O_NOCTTY));
  how.resolve = resolution(reach);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const long number = ::syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how);
    if (number >= 0) return Descriptor(static_cast<int>(number));
    if (errno != EAGAIN && errno != EINTR) break;
  }
  return cause_of(errno);
}

std::string path_by_descriptor(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

Answer<std::string> real_path_of(int descriptor) {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink(path_by_descriptor(descriptor).c_str(), target.data(), target.size());
  if (length < 0) return cause_of(errno);
  return std::string(target.data(), static_cast<std::size_t>(length));
}

}  // namespace plimsoll::host
