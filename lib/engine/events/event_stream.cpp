#include "lib/engine/events/event_stream.hpp"

#include <algorithm>
#include <utility>

#include "lib/engine/http/errors.hpp"

namespace plimsoll::engine {
namespace {

std::string_view without_leading_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r")));
  return text;
}

}  // namespace

EventStream::EventStream(std::string target, OnEvent on_event, std::size_t max_event_bytes)
    : target_(std::move(target)), on_event_(std::move(on_event)), max_event_bytes_(max_event_bytes), line_(target_) {}

std::optional<Error> EventStream::write(std::string_view piece) {
  while (!piece.empty()) {
    const std::size_t end = piece.find('\n');
    if (std::optional<Error> error = add(piece.substr(0, end))) return error;
    if (end == std::string_view::npos) return std::nullopt;
    if (std::optional<Error> error = end_line()) return error;
    piece.remove_prefix(end + 1);
  }
  return std::nullopt;
}

std::optional<Error> EventStream::add(std::string_view piece) {
  if (line_bytes_ == 0) piece = without_leading_blanks(piece);
  if (piece.empty()) return std::nullopt;
  if (piece.size() > max_event_bytes_ - line_bytes_) return answer_too_large(target_, max_event_bytes_);
  line_bytes_ += piece.size();
  return line_.write(piece);
}

std::optional<Error> EventStream::end_line() {
  if (std::exchange(line_bytes_, 0) == 0) return std::nullopt;
  Result<EngineEvent> event = line_.finish();
  if (!event) return event.error();
  on_event_(std::move(*event));
  return std::nullopt;
}

}  // namespace plimsoll::engine
