#include "lib/core/rules/common/age.hpp"

#include <chrono>

namespace plimsoll {
namespace {

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

bool is_older_than(std::int64_t then, std::int64_t days, const Context& context) {
  const Time oldest = context.inventory.now() - std::chrono::days(days);
  return then < std::chrono::floor<std::chrono::seconds>(oldest).time_since_epoch().count();
}

std::string day_of(std::int64_t then) {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(then)));
  const std::chrono::year_month_day date(day);
  return std::to_string(static_cast<int>(date.year())) + "-" + two_digits(static_cast<unsigned>(date.month())) + "-" +
         two_digits(static_cast<unsigned>(date.day()));
}

}  // namespace plimsoll
