#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plimsoll/events.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// One event of the stream, decoded as it arrives. Labels can make it very large; what is not kept is never built.
class EventLine {
 public:
  /// `target` names the request in errors.
  explicit EventLine(std::string target);
  ~EventLine();
  EventLine(const EventLine&) = delete;
  EventLine& operator=(const EventLine&) = delete;

  /// An error as soon as it cannot become an event any more.
  [[nodiscard]] std::optional<Error> write(std::string_view piece);

  /// The event, if all of it is there. Then ready for the next one.
  [[nodiscard]] Result<EngineEvent> finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::engine
