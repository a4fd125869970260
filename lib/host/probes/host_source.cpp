#include "lib/host/probes/host_source.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <climits>
#include <cstring>

#include "lib/host/probes/open_below.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kMaxAccessListBytes = 4096;
constexpr std::uint32_t kModeBits = 07777;

Answer<struct stat> status_of(int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) return failure_of(SystemCall::newfstatat, errno);
  return status;
}

/// Reads to the end, or to one block more than `limit`.
Answer<std::string> read_past(int descriptor, std::size_t limit) {
  std::string text;
  std::array<char, 16 * 1024> block;
  while (text.size() <= limit) {
    const ssize_t count = ::read(descriptor, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure_of(SystemCall::read, errno);
    if (count == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(count));
  }
  return text;
}

Answer<std::string> read_file(int descriptor, const Probe& row) {
  auto text = read_past(descriptor, row.limit);
  if (!text || text->size() <= row.limit) return text;
  if (row.kind != ProbeKind::kernel_file_head) return Cause::too_large;
  text->resize(row.limit);
  return text;
}

/// A file is first held without opening it: opening a device or a FIFO has effects, or waits.
Answer<Descriptor> open_regular(const HostRoot& root, const std::string& path) {
  const auto held = root.open(path, O_PATH);
  if (!held) return held.error();
  const auto status = status_of(held->get());
  if (!status) return status.error();
  if (!S_ISREG(status->st_mode)) return Cause::wrong_type;
  const int number = ::open(path_by_descriptor(held->get()).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (number < 0) return failure_of(SystemCall::openat, errno);
  return Descriptor(number);
}

/// O_NONBLOCK because what should be /proc may be a directory of anybody's.
constexpr int kOpenKernelFile = O_RDONLY | O_NONBLOCK | O_NOFOLLOW;

Answer<Descriptor> checked_kernel_file(Answer<Descriptor> file) {
  if (!file) return file;
  const auto status = status_of(file->get());
  if (!status) return status.error();
  if (!S_ISREG(status->st_mode)) return Cause::wrong_type;
  return file;
}

Answer<Directory> open_directory(const HostRoot& root, const std::string& path) {
  const auto held = root.open(path, O_PATH);
  if (!held) return held.error();
  const auto status = status_of(held->get());
  if (!status) return status.error();
  if (!S_ISDIR(status->st_mode)) return Cause::wrong_type;
  Descriptor opened(::openat(held->get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) return failure_of(SystemCall::openat, errno);
  Directory directory = as_directory(std::move(opened));
  if (!directory) return failure_of(SystemCall::getdents64, errno);
  return directory;
}

bool may_be_directory(const dirent& entry) { return entry.d_type == DT_DIR || entry.d_type == DT_UNKNOWN; }

Answer<std::vector<std::string>> names_in(DIR* directory, const Probe& row) {
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (row.kind == ProbeKind::directories && !may_be_directory(*entry)) continue;
    if (names.size() == row.limit) return Cause::too_large;
    names.emplace_back(name);
  }
  if (errno != 0) return failure_of(SystemCall::getdents64, errno);
  std::ranges::sort(names);
  return names;
}

Answer<std::string> target_of(int directory, const char* name) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlinkat(directory, name, target.data(), target.size());
  if (length < 0) return errno == EINVAL ? Failure(Cause::wrong_type) : failure_of(SystemCall::readlinkat, errno);
  return std::string(target.data(), static_cast<std::size_t>(length));
}

FileType type_of(mode_t mode) {
  if (S_ISREG(mode)) return FileType::regular;
  if (S_ISDIR(mode)) return FileType::directory;
  return S_ISSOCK(mode) ? FileType::socket : FileType::other;
}

std::string access_list_of(int held) {
  std::array<char, kMaxAccessListBytes> list;
  const ssize_t length =
      ::getxattr(path_by_descriptor(held).c_str(), "system.posix_acl_access", list.data(), list.size());
  return length <= 0 ? std::string() : std::string(list.data(), static_cast<std::size_t>(length));
}

FileInfo info_of(const struct stat& status) {
  FileInfo info;
  info.type = type_of(status.st_mode);
  info.uid = status.st_uid;
  info.gid = status.st_gid;
  info.mode = status.st_mode & kModeBits;
  info.changed_at = std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::seconds(status.st_mtim.tv_sec) +
                                                                    std::chrono::nanoseconds(status.st_mtim.tv_nsec));
  info.size_bytes = static_cast<std::uint64_t>(status.st_size);
  info.inode = status.st_ino;
  return info;
}

Answer<std::int64_t> peer_of(int connection) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
    return failure_of(SystemCall::getsockopt, errno);
  }
  if (peer.pid <= 0) return Cause::unresolved;  // in another pid namespace
  return std::int64_t{peer.pid};
}

}  // namespace

HostSource::HostSource(const std::string& root) : root_(root) {}

Answer<std::string> HostSource::file(ProbeId id, std::string_view argument) const {
  const Probe& row = probe(id);
  const bool kernel = row.kind == ProbeKind::kernel_file || row.kind == ProbeKind::kernel_file_head;
  assert(kernel || row.kind == ProbeKind::file);
  const std::string path = place_of(row, argument);
  if (path.empty()) return Cause::unresolved;
  const auto opened = kernel ? checked_kernel_file(root_.open(path, kOpenKernelFile)) : open_regular(root_, path);
  if (!opened) return opened.error();
  return read_file(opened->get(), row);
}

Answer<std::vector<std::string>> HostSource::names(ProbeId id, std::string_view argument) const {
  const Probe& row = probe(id);
  assert(row.kind == ProbeKind::directory || row.kind == ProbeKind::directories);
  const std::string path = place_of(row, argument);
  if (path.empty()) return Cause::unresolved;
  const auto directory = open_directory(root_, path);
  if (!directory) return directory.error();
  return names_in(directory->get(), row);
}

Answer<Descriptor> HostSource::hold(ProbeId id, std::string_view argument) const {
  const Probe& row = probe(id);
  assert(row.kind == ProbeKind::held_directory);
  const std::string path = place_of(row, argument);
  if (path.empty()) return Cause::unresolved;
  return root_.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
}

Answer<std::string> HostSource::file_below(const Descriptor& held, ProbeId id) {
  const Probe& row = probe(id);
  assert(row.kind == ProbeKind::held_file);
  const auto opened = checked_kernel_file(open_below(held.get(), place_of(row, {}), kOpenKernelFile, Reach::root));
  if (!opened) return opened.error();
  return read_file(opened->get(), row);
}

Answer<std::string> HostSource::link_below(const Descriptor& held, ProbeId id, std::string_view argument) {
  const Probe& row = probe(id);
  assert(row.kind == ProbeKind::held_link);
  const std::string path = place_of(row, argument);
  if (path.empty()) return Cause::unresolved;
  return target_of(held.get(), path.c_str());
}

Answer<std::string> HostSource::link(ProbeId id, std::string_view argument) const {
  const Probe& row = probe(id);
  assert(row.kind == ProbeKind::link);
  const std::string path = place_of(row, argument);
  if (path.empty()) return Cause::unresolved;
  const auto held = root_.open(path, O_PATH | O_NOFOLLOW);
  if (!held) return held.error();
  return target_of(held->get(), "");
}

/// Links that went away meanwhile are left out.
Answer<std::vector<std::string>> HostSource::links(ProbeId id, std::string_view argument) const {
  const Probe& row = probe(id);
  assert(row.kind == ProbeKind::links);
  const std::string path = place_of(row, argument);
  if (path.empty()) return Cause::unresolved;
  const auto directory = open_directory(root_, path);
  if (!directory) return directory.error();
  const auto names = names_in(directory->get(), row);
  if (!names) return names.error();
  std::vector<std::string> targets;
  for (const std::string& name : *names) {
    auto target = target_of(::dirfd(directory->get()), name.c_str());
    if (target) targets.push_back(std::move(*target));
    if (!target && target.error() == Cause::no_permission) return target.error();
  }
  return targets;
}

Answer<FileInfo> HostSource::status(std::string_view path) const {
  const std::string place = place_of(probe(ProbeId::file_status), path);
  if (place.empty()) return Cause::unresolved;
  const auto held = root_.open(place, O_PATH);
  if (!held) return held.error();
  if (!shows_owners()) return Cause::hidden;
  const auto status = status_of(held->get());
  if (!status) return status.error();
  auto real = root_.real_path(*held);
  if (!real) return real.error();
  FileInfo info = info_of(*status);
  info.real_path = *std::move(real);
  info.access_list = access_list_of(held->get());
  return info;
}

Answer<Descriptor> HostSource::tree(ProbeId id, std::string_view path) const {
  const std::string place = place_of(probe(id), path);
  if (place.empty()) return Cause::unresolved;
  return root_.open(place, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
}

/// The socket is first held and then named by its descriptor, so that no link leads the connection elsewhere and the
/// path may be longer than a socket address holds.
Answer<std::int64_t> HostSource::peer(ProbeId id, std::string_view socket_path) const {
  const std::string place = place_of(probe(id), socket_path);
  if (place.empty()) return Cause::unresolved;
  const auto held = root_.open(place, O_PATH);
  if (!held) return held.error();
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path_by_descriptor(held->get()).copy(address.sun_path, sizeof address.sun_path - 1);
  // Without SOCK_NONBLOCK a full backlog would hold us.
  const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!connection) return failure_of(SystemCall::socket, errno);
  if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failure_of(SystemCall::connect, errno);
  }
  return peer_of(connection.get());
}

}  // namespace plimsoll::host
