#pragma once

#include <chrono>
#include <functional>

namespace plimsoll::bench {

/// What a piece of work cost this process, all threads.
struct Usage {
  std::chrono::duration<double> wall{};
  std::chrono::duration<double> cpu{};
};

[[nodiscard]] Usage measure(const std::function<void()>& work);

}  // namespace plimsoll::bench
