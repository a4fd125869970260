#pragma once

/// A host made of files, in a temporary folder.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace plimsoll::host {

class Tree {
 public:
  Tree() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plimsoll-host-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    root_ = pattern;
    ::chmod(root_.c_str(), 0755);
  }
  ~Tree() {
    for (const std::string& closed : closed_) ::chmod(closed.c_str(), 0755);
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  [[nodiscard]] const std::string& root() const { return root_; }
  /// Outside of the tree's own view.
  [[nodiscard]] std::string outside(std::string_view path) const { return root_ + std::string(path); }

  Tree& file(std::string_view path, std::string_view text, mode_t mode = 0644) {
    above(path);
    std::ofstream(outside(path), std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
    return mode_of(path, mode);
  }
  Tree& directory(std::string_view path, mode_t mode = 0755) {
    std::filesystem::create_directories(outside(path));
    if ((mode & S_IRWXU) != S_IRWXU) closed_.push_back(outside(path));
    return mode_of(path, mode);
  }
  Tree& link(std::string_view path, const std::string& target) {
    above(path);
    std::filesystem::create_symlink(target, outside(path));
    return *this;
  }
  Tree& fifo(std::string_view path) {
    above(path);
    if (::mkfifo(outside(path).c_str(), 0644) != 0) throw std::runtime_error("mkfifo");
    return *this;
  }
  Tree& mode_of(std::string_view path, mode_t mode) {
    if (::chmod(outside(path).c_str(), mode) != 0) throw std::runtime_error("chmod");
    return *this;
  }

  struct Process {
    std::string executable;  ///< "": it cannot be read
    std::string name = "name";
    std::string cgroup = "0::/\n";
    std::string command_line = {};
    unsigned uid = 0;
    unsigned flags = 0;
    char state = 'S';
    int threads = 1;
    long started_ticks = 100;
  };
  Tree& process(int id, const Process& process) {
    const std::string folder = "/proc/" + std::to_string(id);
    const std::string user = std::to_string(process.uid);
    if (!process.executable.empty()) link(folder + "/exe", process.executable);
    file(folder + "/cgroup", process.cgroup);
    file(folder + "/cmdline", process.command_line);
    file(folder + "/status", "Name:\t" + process.name + "\nUid:\t0\t" + user + "\t0\t0\n");
    return file(folder + "/stat", stat_line(id, process));
  }
  /// What every host has: its first process.
  Tree& first_process() { return process(1, {.executable = "/usr/lib/systemd/systemd"}); }

 private:
  void above(std::string_view path) {
    std::filesystem::create_directories(std::filesystem::path(outside(path)).parent_path());
  }
  static std::string stat_line(int id, const Process& process) {
    return std::to_string(id) + " (" + process.name + ") " + process.state + " 1 1 1 0 -1 " +
           std::to_string(process.flags) + " 0 0 0 0 0 0 0 0 20 0 " + std::to_string(process.threads) + " 0 " +
           std::to_string(process.started_ticks) + " 0 0\n";
  }

  std::string root_;
  std::vector<std::string> closed_;  // directories that even their owner could not empty
};

/// Does without root's rights while it lives.
class Unprivileged {
 public:
  Unprivileged() {
    if (::geteuid() == 0 && ::seteuid(kNobody) != 0) throw std::runtime_error("seteuid");
  }
  ~Unprivileged() {
    if (::getuid() == 0 && ::seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
};

inline const std::string kContainerId(64, 'a');

}  // namespace plimsoll::host
