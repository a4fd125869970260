#include "lib/host/probes/host_root.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "lib/host/probes/open_below.hpp"
#include "lib/host/processes/process_credentials.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

Descriptor open_directory(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

std::string own_file(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return std::move(text).str();
}

bool is_in_the_hosts_user_namespace() {
  return maps_all_to_themselves(own_file("/proc/self/uid_map")) &&
         maps_all_to_themselves(own_file("/proc/self/gid_map"));
}

}  // namespace

HostRoot::HostRoot(const std::string& path)
    : directory_(open_directory(path.empty() ? "/proc/1/root" : path)),
      shows_owners_(is_in_the_hosts_user_namespace()) {
  if (path.empty()) {
    const bool sees_host = directory_ && ::getpid() != 1;
    if (!sees_host) hidden_ = directory_ ? HiddenPaths::everything() : HiddenPaths(own_file("/proc/self/mountinfo"));
    if (!directory_) directory_ = open_directory("/");
    return;
  }
  const auto real = real_path_of(directory_.get());
  if (real && *real != "/") prefix_ = *real;
}

Answer<Descriptor> HostRoot::open(const std::string& path, int flags) const {
  if (hidden_.empty()) return open_below(directory_.get(), path, flags, Reach::root);
  if (hidden_.cover(plain_path(path))) return Cause::hidden;
  auto opened = open_below(directory_.get(), path, flags, Reach::root);
  if (!opened) return opened.error() == Cause::absent && leads_through_a_link(path) ? Cause::hidden : std::move(opened);
  const auto real = real_path(*opened);  // a link may have led to what is hidden
  if (!real) return real.error();
  return hidden_.cover(*real) ? Answer<Descriptor>(Cause::hidden) : std::move(opened);
}

/// Whether the first part of an absent path that exists is a link: its target may be among the hidden paths.
bool HostRoot::leads_through_a_link(std::string path) const {
  for (; path.size() > 1; path = directory_of(path)) {
    const auto held = open_below(directory_.get(), path, O_PATH | O_NOFOLLOW, Reach::root);
    struct stat status{};
    if (held) return ::fstat(held->get(), &status) == 0 && S_ISLNK(status.st_mode);
  }
  return false;
}

Answer<std::string> HostRoot::real_path(const Descriptor& opened) const {
  auto real = real_path_of(opened.get());
  if (!real) return real;
  if (real->starts_with(prefix_)) real->erase(0, prefix_.size());
  if (real->empty()) *real = "/";
  return real;
}

}  // namespace plimsoll::host
