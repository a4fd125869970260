#include "daemon/cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

#include "daemon/cli/printable.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kLeastWidth = 20;
constexpr std::size_t kUsualWidth = 80;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::size_t terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualWidth;
}

std::string_view code(Ink ink) {
  static constexpr std::array<std::string_view, 8> kCodes{"", "1", "2", "1;31", "31", "33", "36", "32"};
  return kCodes[static_cast<std::size_t>(ink)];
}

}  // namespace

Ink ink_of(Severity severity) {
  static constexpr std::array kInks{Ink::low, Ink::medium, Ink::high, Ink::critical};
  return kInks[static_cast<std::size_t>(severity)];
}

std::string Style::paint(Ink ink, std::string_view text) const {
  if (!colour || ink == Ink::plain) return std::string(text);
  return "\x1b[" + std::string(code(ink)) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t Style::left(std::size_t used) const {
  if (width == 0) return 0;
  return width > used + kLeastWidth ? width - used : kLeastWidth;
}

Style style_of_standard_output() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  const bool colour = environment("NO_COLOR").empty() && !environment("TERM").empty() && environment("TERM") != "dumb";
  return {.colour = colour, .width = terminal_width()};
}

std::string padded(std::string_view printable_text, std::size_t width) {
  const std::size_t used = columns(printable_text);
  return std::string(printable_text) + std::string(width > used ? width - used : 0, ' ');
}

std::string wrapped(std::string_view printable_text, std::size_t indent, const Style& style) {
  if (style.width == 0) return std::string(printable_text);
  const std::size_t room = style.left(indent);
  std::istringstream words{std::string(printable_text)};
  std::string text;
  std::size_t used = 0;
  for (std::string word; words >> word;) {
    const std::size_t length = columns(word);
    if (used > 0 && used + 1 + length > room) {
      text += "\n" + std::string(indent, ' ');
      used = 0;
    }
    text += (used > 0 ? " " : "") + word;
    used += (used > 0 ? 1 : 0) + length;
  }
  return text;
}

std::string count(std::size_t number, std::string_view noun) {
  return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

}  // namespace plimsoll::cli
