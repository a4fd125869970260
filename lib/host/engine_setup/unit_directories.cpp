#include "lib/host/engine_setup/unit_directories.hpp"

#include <algorithm>

namespace plimsoll::host {
namespace {

constexpr std::string_view kSystem[] = {"/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
                                        "/usr/lib/systemd/system", "/lib/systemd/system"};
constexpr std::string_view kUser[] = {"/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user",
                                      "/lib/systemd/user"};
constexpr std::string_view kOwn = "/.config/systemd/user/";

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) && path.substr(directory.size()).starts_with('/');
}

}  // namespace

std::span<const std::string_view> unit_directories() { return kSystem; }
std::span<const std::string_view> user_unit_directories() { return kUser; }

bool is_unit_path(std::string_view path) {
  const auto above = [&](std::string_view directory) { return is_below(path, directory); };
  if (path.find("/../") != path.npos || !path.starts_with('/')) return false;
  return std::ranges::any_of(kSystem, above) || std::ranges::any_of(kUser, above) || path.find(kOwn) != path.npos;
}

}  // namespace plimsoll::host
