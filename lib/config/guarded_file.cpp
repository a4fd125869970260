#include "lib/config/guarded_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

#include "lib/config/yaml/plain_text.hpp"

namespace plimsoll {
namespace {

struct Close {
  void operator()(DIR* directory) const { closedir(directory); }
  void operator()(FILE* file) const { std::fclose(file); }
};
using Directory = std::unique_ptr<DIR, Close>;
using File = std::unique_ptr<FILE, Close>;

Error failed(const std::string& path, int number) {
  const std::string text = path + ": " + std::generic_category().message(number);
  if (number != EACCES && number != EPERM) return {ErrorKind::io, text, "check the path"};
  return {ErrorKind::permission_denied, text, "make it readable for the user who runs this"};
}

Error refused(const std::string& path, const std::string& what, std::string way_out) {
  return {ErrorKind::bad_input, path + ": " + what, std::move(way_out)};
}

Error not_regular(const std::string& path) { return refused(path, "is not a regular file", "put a file in its place"); }

bool is_trusted(uid_t owner) { return owner == 0 || owner == geteuid(); }

/// In a sticky directory others can add files, which are refused for their owner, but not replace ours.
bool others_can_write(const struct stat& status) {
  const bool sticky_directory = S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
  return (status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !sticky_directory;
}

Result<struct stat> status_of(int descriptor, const std::string& path) {
  struct stat status{};
  if (fstat(descriptor, &status) != 0) return failed(path, errno);
  return status;
}

Result<void> require_guarded(const struct stat& status, const std::string& path) {
  if (!is_trusted(status.st_uid)) {
    return refused(path, "belongs to user " + std::to_string(status.st_uid), "chown root " + path);
  }
  if (others_can_write(status)) return refused(path, "can be written by others", "chmod go-w " + path);
  return {};
}

/// Null if it does not exist.
Result<Directory> open_directory(const std::string& path) {
  Directory directory(opendir(path.c_str()));
  if (!directory) return errno == ENOENT ? Result<Directory>(nullptr) : failed(path, errno);
  const auto status = status_of(dirfd(directory.get()), path);
  if (!status) return status.error();
  if (const auto guarded = require_guarded(*status, path); !guarded) return guarded.error();
  return directory;
}

/// Null if it does not exist. Without O_NONBLOCK a FIFO would hold us until somebody writes to it.
Result<File> open_file(const Directory& directory, const std::string& name, const std::string& path) {
  const int descriptor =
      openat(dirfd(directory.get()), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return File();
  if (descriptor < 0 && errno == ELOOP) return refused(path, "is a symbolic link", "put the file itself in its place");
  if (descriptor < 0 && errno == ENXIO) return not_regular(path);
  if (descriptor < 0) return failed(path, errno);
  if (FILE* file = fdopen(descriptor, "r")) return File(file);
  close(descriptor);
  return failed(path, ENOMEM);
}

Result<std::string> read_all(FILE* file, const std::string& path) {
  std::string text(kMaximumFileBytes + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  if (std::ferror(file)) return failed(path, errno);
  if (text.size() > kMaximumFileBytes) return refused(path, "is larger than 1 MiB", "split it or shorten it");
  return text;
}

Result<std::string> read_open_file(FILE* file, const std::string& path) {
  const auto status = status_of(fileno(file), path);
  if (!status) return status.error();
  if (!S_ISREG(status->st_mode)) return not_regular(path);
  if (const auto guarded = require_guarded(*status, path); !guarded) return guarded.error();
  return read_all(file, path);
}

}  // namespace

Result<std::optional<std::string>> read_guarded_file(const std::string& path) {
  const std::filesystem::path parts(path);
  const std::string folder = parts.has_parent_path() ? parts.parent_path().string() : ".";
  const auto directory = open_directory(folder);
  if (!directory) return directory.error();
  if (!*directory) return std::nullopt;

  const auto file = open_file(*directory, parts.filename().string(), path);
  if (!file) return file.error();
  if (!*file) return std::nullopt;
  auto text = read_open_file(file->get(), path);
  if (!text) return text.error();
  return std::move(*text);
}

Result<std::optional<std::vector<std::string>>> list_guarded_directory(const std::string& path) {
  const auto directory = open_directory(path);
  if (!directory) return directory.error();
  if (!*directory) return std::nullopt;

  std::vector<std::string> paths;
  while (const dirent* entry = readdir(directory->get())) {
    const std::string_view name = entry->d_name;
    const std::string full = (std::filesystem::path(path) / name).string();
    if (name.starts_with('.')) continue;
    if (name.ends_with(".yml")) return refused(full, "would not be read", "rename it to end in .yaml");
    if (name.ends_with(".yaml")) paths.push_back(full);
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace plimsoll
