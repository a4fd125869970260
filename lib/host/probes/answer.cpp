#include "lib/host/probes/answer.hpp"

#include <cerrno>

namespace plimsoll::host {
namespace {

Cause cause_of(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ESRCH:  // the process ended while its files were read
      return Cause::absent;
    case EACCES:
    case EPERM:
      return Cause::no_permission;
    default:
      return Cause::unreadable;
  }
}

}  // namespace

Failure failure_of(SystemCall call, int number) {
  return {cause_of(number), {.call = call, .number = static_cast<std::uint8_t>(number)}};
}

void throw_exception_from_error(const Failure&, const boost::source_location& where) {
  boost::system::throw_exception_from_error(make_error_code(boost::system::errc::no_message_available), where);
}

}  // namespace plimsoll::host
