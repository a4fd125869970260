#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

#include "lib/engine/http/api_session.hpp"
#include "lib/engine/http/curl_handle.hpp"
#include "lib/engine/http/curl_multi.hpp"
#include "lib/engine/http/request_counter.hpp"
#include "plimsoll/engine.hpp"

namespace plimsoll::engine {

/// Moves the bytes of exchanges on the thread that calls `turn`.
class StreamingLoop {
 public:
  using Clock = std::chrono::steady_clock;

  /// Waits until there is something to move, `until` has come or it is stopped; then moves it. False once stopped.
  [[nodiscard]] bool turn(Clock::time_point until);

  /// For good. Thread-safe.
  void stop();
  [[nodiscard]] bool stopped() const { return stopping_; }

  /// Thread-safe.
  [[nodiscard]] RequestCounter& counter() { return counter_; }

 private:
  friend class StreamingRequest;

  CurlMulti multi_ = make_curl_multi();
  RequestCounter counter_;
  std::atomic<bool> stopping_ = false;
};

/// One request over a connection of its own, under way for as long as this object lives.
class StreamingRequest {
 public:
  /// `loop` is borrowed. With a deadline of 0 there is none.
  StreamingRequest(StreamingLoop& loop, const EngineOptions& options, Request request);
  ~StreamingRequest();
  StreamingRequest(const StreamingRequest&) = delete;
  StreamingRequest& operator=(const StreamingRequest&) = delete;

  /// The head of a 200 has arrived.
  [[nodiscard]] bool accepted() const { return accepted_; }

  /// Null until it has ended.
  [[nodiscard]] const std::optional<Answer>& answer() const { return answer_; }

 private:
  friend class StreamingLoop;

  static std::size_t on_head_line(char* bytes, std::size_t size, std::size_t count, void* exchange);
  void end(CURLcode code);

  StreamingLoop& loop_;
  CurlHandle transfer_;
  bool accepted_ = false;
  std::optional<Answer> answer_;
};

}  // namespace plimsoll::engine
