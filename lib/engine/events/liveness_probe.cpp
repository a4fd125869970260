#include "lib/engine/events/liveness_probe.hpp"

#include <sys/stat.h>

#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"

namespace plimsoll::engine {

using Clock = StreamingLoop::Clock;

LivenessProbe::LivenessProbe(StreamingLoop& loop, const EngineOptions& engine, const WatchOptions& options)
    : loop_(loop),
      engine_(engine),
      every_(options.ping_every),
      socket_(identity_of(engine.socket_path)),
      next_ping_(Clock::now() + every_) {
  engine_.request_deadline = options.ping_deadline;
}

LivenessProbe::SocketIdentity LivenessProbe::identity_of(const std::string& socket_path) {
  struct stat status{};
  if (::stat(socket_path.c_str(), &status) != 0) return std::nullopt;
  return std::pair(status.st_dev, status.st_ino);
}

std::optional<Error> LivenessProbe::check() {
  if (ping_ && ping_->answer()) return take_answer();
  if (ping_ || Clock::now() < next_ping_) return std::nullopt;
  // The new engine would answer the ping, while the old one's stream may stay open and silent.
  if (identity_of(engine_.socket_path) != socket_) return socket_replaced(engine_.socket_path);
  ask();
  return std::nullopt;
}

std::optional<Error> LivenessProbe::take_answer() {
  const Answer answer = *ping_->answer();
  ping_.reset();
  if (!answer) return answer.error();
  return std::nullopt;
}

void LivenessProbe::ask() {
  next_ping_ = Clock::now() + every_;
  ping_.emplace(loop_, engine_, ping_request());
}

Clock::time_point LivenessProbe::next_check() const { return ping_ ? Clock::time_point::max() : next_ping_; }

}  // namespace plimsoll::engine
