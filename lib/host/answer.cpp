#include "lib/host/answer.hpp"

#include <cerrno>

namespace plimsoll::host {

Cause cause_of(int os_error) {
  switch (os_error) {
    case ENOENT:
    case ENOTDIR:
    case ESRCH:  // a process that ended while its files were read
      return Cause::absent;
    case EACCES:
    case EPERM:
      return Cause::no_permission;
    default:
      return Cause::unreadable;
  }
}

}  // namespace plimsoll::host
