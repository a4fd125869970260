#include "lib/host/probes/component_walk.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <array>
#include <cerrno>
#include <climits>
#include <optional>
#include <utility>
#include <vector>

namespace plimsoll::host {
namespace {

constexpr int kMaxLinks = 40;                 // as the kernel's MAXSYMLINKS
constexpr std::size_t kMaxDirectories = 256;  // each level holds one descriptor
constexpr ino_t kProcRootInode = 1;           // PROC_ROOT_INO of fs/proc

/// The components that are still to be resolved, the next one last.
class Pending {
 public:
  /// Puts a path before what is pending.
  void push(std::string_view path) {
    if (names_.empty() && (path.ends_with('/') || path.ends_with("/."))) wants_directory_ = true;
    std::vector<std::string> names;
    while (!path.empty()) {
      const std::size_t end = path.find('/');
      const std::string_view name = path.substr(0, end);
      path.remove_prefix(end == path.npos ? path.size() : end + 1);
      if (!name.empty() && name != ".") names.emplace_back(name);
    }
    names_.insert(names_.end(), std::make_move_iterator(names.rbegin()), std::make_move_iterator(names.rend()));
  }
  [[nodiscard]] std::string pop() {
    std::string name = std::move(names_.back());
    names_.pop_back();
    return name;
  }
  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] bool wants_directory() const { return wants_directory_; }  ///< the path ends with "/" or "/."

 private:
  std::vector<std::string> names_;
  bool wants_directory_ = false;
};

/// The mount that an open file is on, or its device where the kernel does not tell the mount (before 5.8).
std::optional<std::uint64_t> mount_of(int descriptor) {
  struct statx status{};
  if (::statx(descriptor, "", AT_EMPTY_PATH, STATX_MNT_ID, &status) == 0 && (status.stx_mask & STATX_MNT_ID) != 0) {
    return status.stx_mnt_id;
  }
  struct stat fallback{};
  return ::fstat(descriptor, &fallback) == 0 ? std::optional<std::uint64_t>(fallback.st_dev) : std::nullopt;
}

/// In procfs only the links of its top directory (self, thread-self, mounts, net) hold a path. The others are magic:
/// they lead to the object itself, past every root.
bool is_magic(int directory, int link) {
  struct statfs system{};
  if (::fstatfs(link, &system) != 0) return true;
  if (system.f_type != PROC_SUPER_MAGIC) return false;
  struct stat above{};
  return ::fstat(directory, &above) != 0 || above.st_ino != kProcRootInode;
}

class Walk {
 public:
  Walk(int start, int flags, Reach reach)
      : start_(start),
        flags_(flags | O_CLOEXEC | ((flags & O_PATH) != 0 ? 0 : O_NOCTTY)),
        reach_(reach),
        start_mount_(reach == Reach::tree ? mount_of(start) : std::nullopt) {}

  Answer<Descriptor> open(std::string_view path) {
    if (path.empty()) return failed(ENOENT);
    if (path.size() >= PATH_MAX) return failed(ENAMETOOLONG);
    if (path.starts_with('/') && reach_ == Reach::tree) return failed(EXDEV);
    pending_.push(path);
    while (!pending_.empty()) {
      const std::string name = pending_.pop();
      if (name == "..") {
        if (const auto failure = go_up()) return *failure;
      } else if (pending_.empty()) {
        auto opened = last(name);
        if (opened || opened.error() != Cause::pending) return opened;  // pending: it was a link
      } else if (const auto failure = enter(name)) {
        return *failure;
      }
    }
    return checked(::openat(here(), ".", flags_));  // the path led to a directory by "/" or ".."
  }

 private:
  using Refusal = std::optional<Failure>;

  static Failure failed(int number) { return failure_of(SystemCall::openat, number); }

  [[nodiscard]] int here() const { return directories_.empty() ? start_ : directories_.back().get(); }

  Refusal go_up() {
    if (!directories_.empty()) {
      directories_.pop_back();
    } else if (reach_ == Reach::tree) {
      return failed(EXDEV);
    }
    return std::nullopt;
  }

  Refusal enter(const std::string& name) {
    Descriptor next(::openat(here(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return errno == ENOTDIR ? follow(name) : failed(errno);
    if (directories_.size() == kMaxDirectories) return failed(ENAMETOOLONG);
    if (leaves_mount(next.get())) return failed(EXDEV);
    directories_.push_back(std::move(next));
    return std::nullopt;
  }

  /// Where `name` is a link, its target becomes pending; where it is not, `name` is no directory.
  Refusal follow(const std::string& name) {
    const Descriptor link(::openat(here(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!link) return failed(errno);
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlinkat(link.get(), "", target.data(), target.size());
    if (length < 0) return failed(ENOTDIR);
    if (reach_ == Reach::tree || ++links_ > kMaxLinks || is_magic(here(), link.get())) return failed(ELOOP);
    const std::string_view text(target.data(), static_cast<std::size_t>(length));
    if (text.starts_with('/')) directories_.clear();
    pending_.push(text);
    return std::nullopt;
  }

  /// The failure `pending` says that `name` is a link whose target is to be resolved.
  Answer<Descriptor> last(const std::string& name) {
    const bool follows = (flags_ & O_NOFOLLOW) == 0 || pending_.wants_directory();
    const int directory = pending_.wants_directory() ? O_DIRECTORY : 0;
    Descriptor opened(::openat(here(), name.c_str(), flags_ | directory | O_NOFOLLOW));
    const int number = opened ? 0 : errno;
    const bool may_be_link = number == ELOOP || number == ENOTDIR || is_link(opened);
    if (!may_be_link || !follows) return opened ? checked(opened.release()) : failed(number);
    if (const auto failure = follow(name)) return number == 0 ? *failure : failure_or(*failure, number);
    return Cause::pending;
  }

  /// The name proves to be no link, so the error of the first openat stands.
  static Failure failure_or(const Failure& failure, int number) {
    return failure.os_error.number == ENOTDIR ? failed(number) : failure;
  }

  /// Without O_PATH a link is never opened.
  [[nodiscard]] bool is_link(const Descriptor& opened) const {
    struct stat status{};
    return opened && (flags_ & O_PATH) != 0 && ::fstat(opened.get(), &status) == 0 && S_ISLNK(status.st_mode);
  }

  [[nodiscard]] bool leaves_mount(int descriptor) const {
    return reach_ == Reach::tree && (!start_mount_ || mount_of(descriptor) != start_mount_);
  }

  [[nodiscard]] Answer<Descriptor> checked(int number) const {
    Descriptor opened(number);
    if (!opened) return failed(errno);
    if (leaves_mount(opened.get())) return failed(EXDEV);
    return opened;
  }

  const int start_;
  const int flags_;
  const Reach reach_;
  const std::optional<std::uint64_t> start_mount_;
  Pending pending_;
  std::vector<Descriptor> directories_;  // from the start to here
  int links_ = 0;
};

}  // namespace

Answer<Descriptor> open_by_components(int directory, std::string_view path, int flags, Reach reach) {
  return Walk(directory, flags, reach).open(path);
}

}  // namespace plimsoll::host
