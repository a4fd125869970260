#include "lib/host/image_layers/layer_tree.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "lib/host/probes/open_below.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kMaxDepth = 128;  // each level holds one descriptor
bool has_capabilities(int directory, const char* name) {
  const std::string path = path_by_descriptor(directory) + "/" + name;
  return ::lgetxattr(path.c_str(), "security.capability", nullptr, 0) > 0;
}

class Walk {
 public:
  Walk(std::size_t max_entries, const std::atomic<bool>& stop) : entries_left_(max_entries), stop_(stop) {}

  /// Nothing, or why it could not be walked to its end.
  std::optional<Failure> directory(Descriptor descriptor, const std::string& path, std::size_t depth) {
    const Directory opened = as_directory(std::move(descriptor));
    if (!opened) return failure_of(SystemCall::getdents64, errno);
    if (depth == kMaxDepth) return Cause::too_large;
    errno = 0;
    while (const dirent* entry = ::readdir(opened.get())) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (auto failure = one(::dirfd(opened.get()), name, path + "/" + name, depth)) return failure;
      errno = 0;
    }
    return errno == 0 ? std::nullopt : std::optional(failure_of(SystemCall::getdents64, errno));
  }
  std::vector<PrivilegedFile> take() { return std::move(found_); }

 private:
  std::optional<Failure> one(int parent, const std::string& name, const std::string& path, std::size_t depth) {
    if (stop_) return Cause::pending;
    if (entries_left_-- == 0) return Cause::too_large;
    struct stat status{};
    if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0) {
      return failure_of(SystemCall::newfstatat, errno);
    }
    if (S_ISREG(status.st_mode)) regular(parent, name, path, status.st_mode);
    if (found_.size() > kMaxPrivilegedFiles || path_bytes_ > kMaxPathBytes) return Cause::too_large;
    if (!S_ISDIR(status.st_mode)) return std::nullopt;
    auto below = open_below(parent, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK, Reach::tree);
    if (!below) return below.error();
    return directory(std::move(*below), path, depth + 1);
  }

  /// Capabilities count where the file can be run; asking each file would double the cost of a walk.
  void regular(int parent, const std::string& name, const std::string& path, mode_t mode) {
    const bool runs = (mode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0;
    PrivilegedFile file{.path = to_utf8(path),
                        .setuid = (mode & S_ISUID) != 0,
                        .setgid = (mode & S_ISGID) != 0,
                        .capabilities = runs && has_capabilities(parent, name.c_str())};
    if (!file.setuid && !file.setgid && !file.capabilities) return;
    path_bytes_ += file.path.size();
    found_.push_back(std::move(file));
  }

  std::size_t entries_left_;
  const std::atomic<bool>& stop_;
  std::vector<PrivilegedFile> found_;
  std::size_t path_bytes_ = 0;
};

/// The first is root's to read, the second what a rootless engine writes.
bool is_opaque(int directory) {
  constexpr const char* kNames[] = {"trusted.overlay.opaque", "user.overlay.opaque"};
  for (const char* name : kNames) {
    char value = 0;
    if (::fgetxattr(directory, name, &value, 1) == 1 && value == 'y') return true;
  }
  return false;
}

}  // namespace

Answer<std::vector<PrivilegedFile>> walk_layer(const HostSource& source, const std::string& directory,
                                               const std::atomic<bool>& stop) {
  auto top = source.tree(ProbeId::layer, directory);
  if (!top) return top.error();
  Walk walk(probe(ProbeId::layer).limit, stop);
  if (const auto failure = walk.directory(std::move(*top), "", 0)) return *failure;
  return walk.take();
}

bool covers(int layer, const std::string& path) {
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    const std::string reached = path.substr(0, end);
    const auto held = open_below(layer, reached, O_PATH | O_NOFOLLOW, Reach::tree);
    struct stat status{};
    if (!held || ::fstat(held->get(), &status) != 0) return false;
    if (end == path.npos || !S_ISDIR(status.st_mode)) return true;
    const auto directory = open_below(layer, reached, O_RDONLY | O_DIRECTORY, Reach::tree);
    if (directory && is_opaque(directory->get())) return true;
  }
}

}  // namespace plimsoll::host
