#pragma once

/// What one reading says to the engine: which version of the API it speaks, requests, and whether it is still there.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/engine/http/http_client.hpp"
#include "lib/engine/http/negotiate.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// Nothing, or the error that ends the whole reading.
using Failure = std::optional<Error>;
using Answer = Result<Response>;

/// Asks for the version, and whether anybody is there.
[[nodiscard]] Request ping_request();

class ApiSession {
 public:
  /// `transport` is borrowed; nobody else may take its completions meanwhile.
  /// `engine`: what it agreed to when it was last asked.
  ApiSession(HttpClient& transport, std::size_t max_in_flight, Negotiated engine)
      : transport_(transport), max_in_flight_(max_in_flight), engine_(std::move(engine)) {}

  /// Before everything else, unless the engine was asked before.
  [[nodiscard]] Failure negotiate_version();
  [[nodiscard]] const Negotiated& engine() const { return engine_; }

  [[nodiscard]] Request request(std::string_view route) const { return request(route, route); }
  [[nodiscard]] Request request(std::string_view route, std::string_view path) const {
    return {.route = route, .target = engine_.target(path)};
  }

  /// All at once. Nothing if the reading was stopped; else one answer for each request.
  [[nodiscard]] std::optional<std::vector<Answer>> ask_all(std::vector<Request> requests);

  /// `request_of` 0 to `count` - 1, always so many at a time that the engine is busy while `take` decodes. `take` gets
  /// the answers in any order.
  [[nodiscard]] Failure ask_each(std::size_t count, const std::function<Request(std::size_t index)>& request_of,
                                 const std::function<void(std::size_t index, const Answer& answer)>& take);

  /// An error counts as a failure of the request.
  template <class T>
  [[nodiscard]] Result<T> counted(std::string_view route, Result<T> result) {
    if (!result) transport_.counter().count_failure(route, result.error().kind);
    return result;
  }

  template <class T>
  [[nodiscard]] Result<T> decoded(const Request& asked, const Answer& answer,
                                  Result<T> (*decode)(std::string_view body, std::string_view target)) {
    if (!answer) return answer.error();
    return counted(asked.route, decode(answer->body, asked.target));
  }

 private:
  struct Asking;

  void ask_more(Asking& asking);
  void submit(Request request, std::size_t tag);
  [[nodiscard]] Failure watch(const Completion& completion);
  void ask_whether_alive();
  void drain();

  HttpClient& transport_;
  const std::size_t max_in_flight_;
  Negotiated engine_;
  std::size_t under_way_ = 0;
  std::size_t timeouts_in_a_row_ = 0;
};

}  // namespace plimsoll::engine
