#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

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
/// `path` must outlive the fact: it is a literal of the decoder's field table.
template <class T>
class Fact {
 public:
  /// Not read at all.
  Fact() = default;
  Fact(T value, Source source, std::string_view path) : value_(std::move(value)), source_(source), path_(path) {}
  Fact(Cause cause, Source source, std::string_view path) : cause_(cause), source_(source), path_(path) {}

  [[nodiscard]] explicit operator bool() const { return value_.has_value(); }
  [[nodiscard]] const T& operator*() const {
    assert(value_.has_value());
    return *value_;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }

  /// Only meaningful without a value.
  [[nodiscard]] Cause cause() const { return cause_; }
  [[nodiscard]] Source source() const { return source_; }
  [[nodiscard]] std::string_view path() const { return path_; }

  friend bool operator==(const Fact&, const Fact&) = default;

 private:
  std::optional<T> value_;
  Cause cause_ = Cause::absent;
  Source source_ = Source::inspect;
  std::string_view path_;
};

}  // namespace plimsoll
