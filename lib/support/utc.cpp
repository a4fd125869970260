#include "lib/support/utc.hpp"

#include <ctime>
#include <iomanip>
#include <sstream>

namespace plimsoll {
namespace {

std::string milliseconds_text(std::chrono::milliseconds part) {
  if (part.count() == 0) return {};
  std::ostringstream text;
  text << '.' << std::setw(3) << std::setfill('0') << part.count();
  return std::move(text).str();
}

}  // namespace

std::string utc_text(Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t since_epoch = seconds.time_since_epoch().count();
  std::tm calendar{};
  gmtime_r(&since_epoch, &calendar);
  std::ostringstream text;
  text << std::put_time(&calendar, "%Y-%m-%dT%H:%M:%S") << milliseconds_text(time - seconds) << 'Z';
  return std::move(text).str();
}

std::string utc_text(std::chrono::year_month_day day) {
  return utc_text(Time(std::chrono::sys_days(day))).substr(0, std::string_view("YYYY-MM-DD").size());
}

std::optional<Time> parse_utc(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::tm calendar{};
  stream >> std::get_time(&calendar, "%Y-%m-%dT%H:%M:%S");
  const std::time_t since_epoch = timegm(&calendar);
  unsigned milliseconds = 0;
  if (stream.peek() == '.') stream.ignore() >> milliseconds;
  const Time time{std::chrono::seconds(since_epoch) + std::chrono::milliseconds(milliseconds)};
  // Reading is lenient about blanks, missing zeros and days that no month has: only its own writing is taken back.
  if (stream.fail() || utc_text(time) != text) return std::nullopt;
  return time;
}

}  // namespace plimsoll
