#pragma once

#include <boost/system/result.hpp>

#include "plimsoll/fact.hpp"

namespace boost::system {
[[noreturn]] inline void throw_exception_from_error(plimsoll::Cause, const boost::source_location& where) {
  throw_exception_from_error(make_error_code(errc::no_message_available), where);
}
}  // namespace boost::system

namespace plimsoll::host {

/// What a probe answers: a value, or why there is none.
template <class T>
using Answer = boost::system::result<T, Cause>;

/// Of a system call that reads.
[[nodiscard]] Cause cause_of(int os_error);

template <class T>
[[nodiscard]] Fact<T> to_fact(const Answer<T>& answer, std::string_view path) {
  return answer ? Fact<T>(*answer, Source::host, path) : Fact<T>(answer.error(), Source::host, path);
}

}  // namespace plimsoll::host
