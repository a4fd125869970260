#include "lib/host/probes/open_below.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <climits>

#include "lib/host/probes/component_walk.hpp"

namespace plimsoll::host {
namespace {

constexpr int kAttempts = 8;  // openat2 answers EAGAIN where a rename went on beside it

std::uint64_t resolution(Reach reach) {
  if (reach == Reach::root) return RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  return RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV;
}

Answer<Descriptor> open_by_openat2(int directory, const std::string& path, int flags, Reach reach) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | ((flags & O_PATH) != 0 ? 0 : O_NOCTTY));
  how.resolve = resolution(reach);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const long number = ::syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how);
    if (number >= 0) return Descriptor(static_cast<int>(number));
    if (errno != EAGAIN && errno != EINTR) break;
  }
  return failure_of(SystemCall::openat2, errno);
}

/// Whether a seccomp filter, or a kernel before 5.6, may stand behind this failure rather than the file.
bool may_be_refused(const Failure& failure) {
  return failure.os_error.number == ENOSYS || failure.os_error.number == EPERM;
}

}  // namespace

Answer<Descriptor> open_below(int directory, const std::string& path, int flags, Reach reach, Resolver resolver) {
  if (resolver == Resolver::components) return open_by_components(directory, path, flags, reach);
  auto opened = open_by_openat2(directory, path, flags, reach);
  if (opened || resolver == Resolver::openat2 || !may_be_refused(opened.error())) return opened;
  return open_by_components(directory, path, flags, reach);
}

std::string path_by_descriptor(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

Answer<std::string> real_path_of(int descriptor) {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink(path_by_descriptor(descriptor).c_str(), target.data(), target.size());
  if (length < 0) return failure_of(SystemCall::readlink, errno);
  return std::string(target.data(), static_cast<std::size_t>(length));
}

}  // namespace plimsoll::host
