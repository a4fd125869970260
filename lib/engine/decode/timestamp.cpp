#include "lib/engine/decode/timestamp.hpp"

#include <algorithm>
#include <chrono>

namespace plimsoll::engine {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Reads a text of fixed columns from its beginning; once something is not as expected, nothing is.
class Columns {
 public:
  explicit Columns(std::string_view text) : rest_(text) {}

  int number(std::size_t digits, int max) {
    if (rest_.size() < digits || !std::ranges::all_of(rest_.substr(0, digits), is_digit)) return fail();
    int number = 0;
    for (const char digit : rest_.substr(0, digits)) number = number * 10 + (digit - '0');
    rest_.remove_prefix(digits);
    return number <= max ? number : fail();
  }
  bool skip(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char expected) {
    if (!skip(expected)) fail();
  }
  void skip_decimals() {
    if (!skip('.')) return;
    if (rest_.empty() || !is_digit(rest_.front())) fail();
    rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of("0123456789")));
  }

  [[nodiscard]] bool read_to_the_end() const { return good_ && rest_.empty(); }

 private:
  int fail() {
    good_ = false;
    return 0;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::chrono::seconds clock_time(Columns& text, int max_hours) {
  const std::chrono::hours hours(text.number(2, max_hours));
  text.expect(':');
  return hours + std::chrono::minutes(text.number(2, 59));
}

std::chrono::seconds offset(Columns& text) {
  if (text.skip('Z')) return {};
  if (text.skip('-')) return -clock_time(text, 23);
  text.expect('+');
  return clock_time(text, 23);
}

}  // namespace

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
  constexpr int kLeapSecond = 60;
  Columns columns(text);
  const std::chrono::year year(columns.number(4, 9999));
  columns.expect('-');
  const std::chrono::month month(static_cast<unsigned>(columns.number(2, 12)));
  columns.expect('-');
  const std::chrono::year_month_day date(year, month, std::chrono::day(static_cast<unsigned>(columns.number(2, 31))));
  columns.expect('T');
  std::chrono::seconds time = clock_time(columns, 23);
  columns.expect(':');
  time += std::chrono::seconds(columns.number(2, kLeapSecond));
  columns.skip_decimals();
  time -= offset(columns);
  if (!columns.read_to_the_end() || !date.ok()) return std::nullopt;
  return (std::chrono::sys_days(date).time_since_epoch() + time).count();
}

}  // namespace plimsoll::engine
