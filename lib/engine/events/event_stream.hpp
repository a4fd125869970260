#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lib/engine/events/event_line.hpp"
#include "plimsoll/events.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// Of one event. Against a line that never ends, not against labels: nothing of it is held.
inline constexpr std::size_t kMaxEventBytes = std::size_t{128} << 20;

/// The engine's events, one a line, as they arrive in pieces.
class EventStream {
 public:
  using OnEvent = std::function<void(EngineEvent)>;

  /// `target` names the request in errors.
  EventStream(std::string target, OnEvent on_event, std::size_t max_event_bytes = kMaxEventBytes);

  /// An error at the first line that is no event. Nothing more can be read then.
  [[nodiscard]] std::optional<Error> write(std::string_view piece);

 private:
  [[nodiscard]] std::optional<Error> add(std::string_view piece);
  [[nodiscard]] std::optional<Error> end_line();

  const std::string target_;
  const OnEvent on_event_;
  const std::size_t max_event_bytes_;
  EventLine line_;
  std::size_t line_bytes_ = 0;
};

}  // namespace plimsoll::engine
