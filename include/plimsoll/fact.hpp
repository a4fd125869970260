#pragma once

#include <cassert>
#include <cstdint>
#include <exception>
#include <string_view>
#include <utility>

#include "plimsoll/os_error.hpp"

namespace plimsoll {

/// Why a fact has no value, and so why a verdict is unknown.
enum class Cause : std::uint8_t {
  absent,          ///< the answer lacks the field
  null,            ///< the field is there and null
  wrong_type,      ///< the field is there and not of the documented type
  unreadable,      ///< the source could not be read
  stale,           ///< read too long ago to be trusted
  not_reported,    ///< this engine is known not to report it reliably
  not_recorded,    ///< the snapshot file does not hold it
  no_permission,   ///< reading it needs a permission that plimsoll lacks
  unresolved,      ///< it names something (a container, a volume, a process) that was not seen
  malformed,       ///< the source is not what its format asks for
  too_large,       ///< more than is read of it
  timed_out,       ///< reading it took too long
  pending,         ///< it is being read in the background
  not_configured,  ///< plimsoll was not told where to look
  hidden,          ///< the sandbox of plimsoll's own service shows something else at this path
};

/// Where a fact was read.
enum class Source : std::uint8_t {
  inspect,   ///< GET /containers/{id}/json
  engine,    ///< every other answer of the engine: /info, /version, images, networks …
  host,      ///< files of the host and its kernel
  plimsoll,  ///< plimsoll's own state
};

[[nodiscard]] std::string_view to_string(Cause cause);
[[nodiscard]] std::string_view to_string(Source source);

/// A value, or why there is none; with where it was looked for. No value never means "no".
/// `path` must outlive the fact: it is a literal of the decoder's field table. A container has some seventy facts, so
/// they are laid out tightly: each eight bytes here are five MiB with ten thousand containers.
template <class T>
class Fact {
 public:
  /// Not read at all.
  Fact() = default;
  Fact(T value, Source source, std::string_view path) : Fact(source, path, true) { value_ = std::move(value); }
  /// `os_error` names the system call that failed, if one did.
  Fact(Cause cause, Source source, std::string_view path, OsError os_error = {}) : Fact(source, path, false) {
    cause_ = cause;
    os_error_ = os_error;
  }

  [[nodiscard]] explicit operator bool() const { return known_; }
  /// Ends the process if there is none: what is not known is never taken for anything.
  [[nodiscard]] const T& operator*() const {
    if (!known_) std::terminate();
    return value_;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }

  /// Only meaningful without a value.
  [[nodiscard]] Cause cause() const { return cause_; }
  /// Only meaningful without a value; empty if no system call failed.
  [[nodiscard]] OsError os_error() const { return os_error_; }
  [[nodiscard]] Source source() const { return source_; }
  [[nodiscard]] std::string_view path() const { return {path_, path_size_}; }

  friend bool operator==(const Fact& one, const Fact& other) {
    return one.known_ == other.known_ && one.cause_ == other.cause_ && one.os_error_ == other.os_error_ &&
           one.source_ == other.source_ && one.path() == other.path() && one.value_ == other.value_;
  }

 private:
  Fact(Source source, std::string_view path, bool known)
      : path_(path.data()), path_size_(static_cast<std::uint16_t>(path.size())), source_(source), known_(known) {
    assert(path_size_ == path.size());
  }

  const char* path_ = nullptr;
  std::uint16_t path_size_ = 0;
  Cause cause_ = Cause::absent;
  Source source_ = Source::inspect;
  bool known_ = false;
  OsError os_error_;
  T value_{};  ///< while none is known, always this one
};

}  // namespace plimsoll
