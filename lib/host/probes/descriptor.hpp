#pragma once

#include <dirent.h>
#include <unistd.h>

#include <memory>
#include <utility>

namespace plimsoll::host {

/// Owns a file descriptor, or none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] explicit operator bool() const { return number_ >= 0; }
  [[nodiscard]] int get() const { return number_; }
  /// The caller owns it from here.
  [[nodiscard]] int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

/// Empty, with errno set, if it cannot be listed.
[[nodiscard]] inline Directory as_directory(Descriptor descriptor) {
  Directory directory(::fdopendir(descriptor.get()));
  if (directory) static_cast<void>(descriptor.release());
  return directory;
}

}  // namespace plimsoll::host
