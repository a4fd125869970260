#include "lib/engine/http/api_session.hpp"

#include <limits>

#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kLivenessTag = std::numeric_limits<std::size_t>::max();

/// No other request can fare better.
bool engine_is_lost(ErrorKind kind) {
  return kind == ErrorKind::no_socket || kind == ErrorKind::permission_denied || kind == ErrorKind::refused;
}

}  // namespace

Request ping_request() { return {.route = route::kPing, .target = std::string(route::kPing)}; }

struct ApiSession::Asking {
  std::size_t count = 0;
  const std::function<Request(std::size_t)>& request_of;
  std::size_t next = 0;
};

Failure ApiSession::negotiate_version() {
  // Every time anew: an upgrade of the engine keeps the socket's path.
  const auto answers = ask_all({ping_request()});
  if (!answers) return reading_stopped();
  if (!answers->front()) return answers->front().error();
  const Result<Negotiated> negotiated = counted(route::kPing, negotiate(*answers->front()));
  if (!negotiated) return negotiated.error();
  engine_ = *negotiated;
  return std::nullopt;
}

std::optional<std::vector<Answer>> ApiSession::ask_all(std::vector<Request> requests) {
  std::vector<Answer> answers(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i].tag = i;
    transport_.submit(std::move(requests[i]));
  }
  for (std::size_t taken = 0; taken < answers.size(); ++taken) {
    std::optional<Completion> completion = transport_.next();
    if (!completion) return std::nullopt;
    answers[completion->tag] = std::move(completion->response);
  }
  return answers;
}

Failure ApiSession::ask_each(std::size_t count, const std::function<Request(std::size_t)>& request_of,
                             const std::function<void(std::size_t, const Answer&)>& take) {
  Asking asking{.count = count, .request_of = request_of};
  ask_more(asking);
  while (under_way_ > 0) {
    std::optional<Completion> completion = transport_.next();
    if (!completion) return reading_stopped();
    --under_way_;
    if (Failure failure = watch(*completion)) {
      drain();
      return failure;
    }
    ask_more(asking);
    if (completion->tag != kLivenessTag) take(completion->tag, completion->response);
  }
  return std::nullopt;
}

void ApiSession::ask_more(Asking& asking) {
  for (; asking.next < asking.count && under_way_ < transport_.capacity(); ++asking.next) {
    submit(asking.request_of(asking.next), asking.next);
  }
}

void ApiSession::submit(Request request, std::size_t tag) {
  ++under_way_;
  request.tag = tag;
  transport_.submit(std::move(request));
}

/// What hangs costs a deadline. As many in a row as are asked at a time may be the engine: it is asked.
Failure ApiSession::watch(const Completion& completion) {
  const Answer& answer = completion.response;
  if (!answer && (engine_is_lost(answer.error().kind) || completion.tag == kLivenessTag)) return answer.error();
  const bool timed_out = !answer && answer.error().kind == ErrorKind::timeout;
  timeouts_in_a_row_ = timed_out ? timeouts_in_a_row_ + 1 : 0;
  if (timeouts_in_a_row_ == max_in_flight_) ask_whether_alive();
  return std::nullopt;
}

void ApiSession::ask_whether_alive() { submit(ping_request(), kLivenessTag); }

/// Leaves no completion behind that the next reading would take for its own.
void ApiSession::drain() {
  while (under_way_ > 0 && transport_.next()) --under_way_;
}

}  // namespace plimsoll::engine
