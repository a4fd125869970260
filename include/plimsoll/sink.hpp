#pragma once

#include <memory>
#include <span>

#include "plimsoll/ledger.hpp"
#include "plimsoll/report.hpp"

namespace plimsoll {

/// Tells reports to somebody. Called on the loop thread; must not block: whatever may is behind a bounded queue.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void publish(const std::shared_ptr<const Report>& report, std::span<const Transition> transitions) = 0;
};

}  // namespace plimsoll
