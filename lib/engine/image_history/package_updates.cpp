#include "lib/engine/image_history/package_updates.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace plimsoll::engine {
namespace {

constexpr std::string_view kAptUpdates[] = {"update"};
constexpr std::string_view kAptInstalls[] = {"install",      "reinstall", "upgrade", "dist-upgrade",
                                             "full-upgrade", "build-dep", "satisfy", "safe-upgrade"};
constexpr std::string_view kApkInstalls[] = {"add", "upgrade", "fix"};
constexpr std::string_view kYumUpdates[] = {"makecache", "check-update"};
constexpr std::string_view kYumInstalls[] = {"install", "reinstall",    "update",      "upgrade",  "groupinstall",
                                             "group",   "localinstall", "distro-sync", "builddep", "swap"};
constexpr std::string_view kZypperUpdates[] = {"refresh", "ref"};
constexpr std::string_view kZypperInstalls[] = {"install", "in", "update", "up", "dist-upgrade", "dup", "patch"};

struct PackageManager {
  std::string_view program;
  Vocabulary updates;
  Vocabulary installs;
};
constexpr PackageManager kManagers[] = {
    {"apt-get", kAptUpdates, kAptInstalls},      {"apt", kAptUpdates, kAptInstalls},
    {"aptitude", kAptUpdates, kAptInstalls},     {"apk", kAptUpdates, kApkInstalls},
    {"yum", kYumUpdates, kYumInstalls},          {"dnf", kYumUpdates, kYumInstalls},
    {"microdnf", kYumUpdates, kYumInstalls},     {"tdnf", kYumUpdates, kYumInstalls},
    {"zypper", kZypperUpdates, kZypperInstalls},
};
constexpr std::string_view kPrinters[] = {"echo", "printf"};
constexpr std::string_view kOptionsWithValue[] = {"-o", "-t", "-c", "--option", "--target-release", "--config-file"};

/// The first word after the program that is neither an option nor its value. Looked for among a few words only: a
/// script of a megabyte may name a program in each of them.
std::string_view subcommand(std::span<const std::string_view> after_program) {
  constexpr std::size_t kMaxWords = 32;
  for (std::size_t i = 0; i < std::min(after_program.size(), kMaxWords); ++i) {
    if (is_one_of(kOptionsWithValue, after_program[i])) {
      ++i;
    } else if (!after_program[i].starts_with('-')) {
      return after_program[i];
    }
  }
  return {};
}

struct PackageUse {
  std::optional<std::string> update;  ///< "apt-get update"
  bool installs = false;
};

/// Anywhere in the command: sudo, env, variables and the like may stand before it.
void add_package_use(const Words& command, PackageUse& use) {
  if (command.empty() || is_one_of(kPrinters, command.front())) return;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const auto* const manager = std::ranges::find(kManagers, program_name(command[i]), &PackageManager::program);
    if (manager == std::end(kManagers)) continue;
    const std::string_view what = subcommand(std::span(command).subspan(i + 1));
    if (is_one_of(manager->installs, what)) use.installs = true;
    const auto update = known_word(manager->updates, what);
    if (update && !use.update) use.update = std::string(manager->program) + " " + std::string(*update);
  }
}

}  // namespace

std::optional<std::string> update_without_install(const std::vector<Pipeline>& script) {
  PackageUse use;
  for (const Pipeline& pipeline : script) {
    for (const Words& command : pipeline) add_package_use(command, use);
  }
  return use.installs ? std::nullopt : use.update;
}

}  // namespace plimsoll::engine
