#include "plimsoll/os_error.hpp"

#include <charconv>
#include <cstring>

namespace plimsoll {
namespace {

constexpr std::string_view kUnnamed = "errno ";

std::optional<std::uint8_t> decimal(std::string_view digits) {
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string_view to_string(SystemCall call) {
  switch (call) {
    case SystemCall::none:
      return "none";
    case SystemCall::openat:
      return "openat";
    case SystemCall::openat2:
      return "openat2";
    case SystemCall::newfstatat:
      return "newfstatat";
    case SystemCall::read:
      return "read";
    case SystemCall::readlink:
      return "readlink";
    case SystemCall::readlinkat:
      return "readlinkat";
    case SystemCall::getdents64:
      return "getdents64";
    case SystemCall::socket:
      return "socket";
    case SystemCall::connect:
      return "connect";
    case SystemCall::getsockopt:
      return "getsockopt";
  }
  return {};
}

std::string errno_name(std::uint8_t number) {
  const char* name = ::strerrorname_np(number);
  return name != nullptr ? name : std::string(kUnnamed) + std::to_string(number);
}

std::optional<std::uint8_t> errno_number(std::string_view name) {
  if (name.starts_with(kUnnamed)) return decimal(name.substr(kUnnamed.size()));
  for (std::uint8_t number = 1; number != 0; ++number) {
    const char* known = ::strerrorname_np(number);
    if (known != nullptr && name == known) return number;
  }
  return std::nullopt;
}

std::string show(OsError error) {
  if (!error) return {};
  return std::string(to_string(error.call)) + ": " + errno_name(error.number);
}

}  // namespace plimsoll
