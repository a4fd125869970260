#pragma once

#include <functional>

#include "lib/engine/http/api_session.hpp"

namespace plimsoll::engine {

/// One more thing to ask, and who takes the answer.
struct FollowUpRequest {
  Request request;
  std::function<void(const Request& asked, const Answer& answer)> take;
};

}  // namespace plimsoll::engine
