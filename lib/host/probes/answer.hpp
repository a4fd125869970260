#pragma once

#include <boost/system/result.hpp>

#include "plimsoll/fact.hpp"

namespace plimsoll::host {

/// Why a probe has no answer: a cause, and the system call that failed if one did. Compares with a bare cause.
struct Failure {
  Cause cause{};
  OsError os_error;

  Failure() = default;                                                     // boost::system::result wants one
  Failure(Cause why, OsError error = {}) : cause(why), os_error(error) {}  // implicit: most failures are a cause only

  friend bool operator==(const Failure&, const Failure&) = default;
  friend bool operator==(const Failure& failure, Cause wanted) { return failure.cause == wanted; }
};

[[noreturn]] void throw_exception_from_error(const Failure& failure, const boost::source_location& where);

/// A probe's value, or why there is none.
template <class T>
using Answer = boost::system::result<T, Failure>;

/// The failure of a system call that reads: `number` is its errno.
[[nodiscard]] Failure failure_of(SystemCall call, int number);

template <class T>
[[nodiscard]] Fact<T> to_fact(const Answer<T>& answer, std::string_view path) {
  if (answer) return Fact<T>(*answer, Source::host, path);
  return Fact<T>(answer.error().cause, Source::host, path, answer.error().os_error);
}

}  // namespace plimsoll::host
