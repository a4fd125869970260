#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

#include "lib/engine/http/conversation.hpp"
#include "lib/engine/http/curl_multi.hpp"
#include "lib/engine/http/request_counter.hpp"
#include "lib/engine/http/transfer.hpp"
#include "plimsoll/engine.hpp"

namespace plimsoll::engine {

/// Moves the bytes of exchanges on the thread that calls `turn`.
class ExchangeLoop {
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
  friend class Exchange;

  CurlMulti multi_ = make_curl_multi();
  RequestCounter counter_;
  std::atomic<bool> stopping_ = false;
};

/// One request over a connection of its own, under way for as long as this object lives.
class Exchange {
 public:
  /// `loop` is borrowed. With a deadline of 0 there is none.
  Exchange(ExchangeLoop& loop, const EngineOptions& options, Request request);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// The head of a 200 has arrived.
  [[nodiscard]] bool accepted() const { return accepted_; }

  /// Null until it has ended.
  [[nodiscard]] const std::optional<Answer>& answer() const { return answer_; }

 private:
  friend class ExchangeLoop;

  static std::size_t on_head_line(char* bytes, std::size_t size, std::size_t count, void* exchange);
  void end(CURLcode code);

  ExchangeLoop& loop_;
  Transfer transfer_;
  bool accepted_ = false;
  std::optional<Answer> answer_;
};

}  // namespace plimsoll::engine
