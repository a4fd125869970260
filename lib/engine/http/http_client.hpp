#pragma once

/// HTTP over the engine's Unix socket, on a thread of its own that only moves bytes.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/engine/http/request_counter.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// Takes the body of a 2xx answer piece by piece, on the transport's thread. An error ends the request with it.
using BodyConsumer = std::function<std::optional<Error>(std::string_view piece)>;

struct Request {
  std::string_view route;  ///< of requests.hpp
  std::string target;      ///< path with the API version
  std::size_t tag = 0;     ///< comes back with the completion
  BodyConsumer consume;    ///< empty: the answer is buffered and capped
  /// That the engine, or a proxy before it, has no such thing or does not tell is an answer too, and no failure.
  bool may_be_refused = false;
};

struct Response {
  long status = 200;  ///< not 2xx only if the request may be refused: then 401, 403, 404 or 501
  std::string body;   ///< empty if it was consumed
  std::string api_version;
  std::string server;
  std::string libpod_api_version;  ///< empty but for Podman
  std::string date;                ///< by the engine's clock, as HTTP writes it
};

struct Completion {
  std::size_t tag = 0;
  Result<Response> response;
};

class HttpClient {
 public:
  explicit HttpClient(const EngineOptions& options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// How many requests may be submitted and not yet returned by `next`.
  [[nodiscard]] std::size_t capacity() const;

  /// Queues a request; `max_in_flight` of them are asked at a time. What `consume` refers to must live until its
  /// completion was taken or the transport has gone. Thread-safe.
  void submit(Request request);

  /// Waits for the next completion, in the order in which they complete. Nothing once stopped.
  [[nodiscard]] std::optional<Completion> next();

  /// Ends everything, for good. Thread-safe.
  void stop();

  [[nodiscard]] RequestCounter& counter();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::engine
