#pragma once

#include <boost/system/result.hpp>

#include "plimsoll/error.hpp"

namespace plimsoll {

/// The world's failures are values. Asking a failed result for its value is our bug.
template <class T>
using Result = boost::system::result<T, Error>;

[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace plimsoll
