#include "lib/host/host_root.hpp"

#include <fcntl.h>

#include <fstream>
#include <sstream>

#include "lib/host/open_below.hpp"
#include "lib/host/process_credentials.hpp"
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
    if (directory_) return;
    directory_ = open_directory("/");
    hidden_ = HiddenPaths(own_file("/proc/self/mountinfo"));
    return;
  }
  const auto real = real_path_of(directory_.get());
  if (real && *real != "/") prefix_ = *real;
}

Answer<Descriptor> HostRoot::open(const std::string& path, int flags) const {
  if (hidden_.empty()) return open_below(directory_.get(), path, flags, Reach::root);
  if (hidden_.cover(plain_path(path))) return Cause::hidden;
  auto opened = open_below(directory_.get(), path, flags, Reach::root);
  if (!opened) return opened;
  const auto real = real_path(*opened);  // a link may have led to what is hidden
  if (!real) return real.error();
  return hidden_.cover(*real) ? Answer<Descriptor>(Cause::hidden) : std::move(opened);
}

Answer<std::string> HostRoot::real_path(const Descriptor& opened) const {
  auto real = real_path_of(opened.get());
  if (!real) return real;
  if (real->starts_with(prefix_)) real->erase(0, prefix_.size());
  if (real->empty()) *real = "/";
  return real;
}

}  // namespace plimsoll::host
