#include "lib/engine/http/streaming_request.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace plimsoll::engine {
namespace {

constexpr long kOk = 200;

int milliseconds_until(StreamingLoop::Clock::time_point until) {
  using std::chrono::milliseconds;
  const auto left = std::chrono::ceil<milliseconds>(until - StreamingLoop::Clock::now());
  return static_cast<int>(std::clamp<milliseconds::rep>(left.count(), 0, std::numeric_limits<int>::max()));
}

}  // namespace

bool StreamingLoop::turn(Clock::time_point until) {
  if (stopping_) return false;
  curl_multi_poll(multi_.get(), nullptr, 0, milliseconds_until(until), nullptr);
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &running)) {
    StreamingRequest* exchange = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
    exchange->end(message->data.result);
  }
  return !stopping_;
}

void StreamingLoop::stop() {
  stopping_ = true;
  curl_multi_wakeup(multi_.get());
}

StreamingRequest::StreamingRequest(StreamingLoop& loop, const EngineOptions& options, Request request)
    : loop_(loop), transfer_(options) {
  loop_.counter().count_request(request.route);
  transfer_.begin(std::move(request));
  CURL* const handle = transfer_.handle();
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
  // What is behind the path now, not what was behind it when some connection was made.
  curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &StreamingRequest::on_head_line);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_multi_add_handle(loop_.multi_.get(), handle);
}

StreamingRequest::~StreamingRequest() { curl_multi_remove_handle(loop_.multi_.get(), transfer_.handle()); }

/// An empty line ends the head; of a chunked body a second one ends what follows it.
std::size_t StreamingRequest::on_head_line(char* bytes, std::size_t size, std::size_t count, void* exchange) {
  auto& self = *static_cast<StreamingRequest*>(exchange);
  const std::string_view line(bytes, size * count);
  if (line == "\r\n" || line == "\n") self.accepted_ = self.transfer_.status() == kOk;
  return line.size();
}

void StreamingRequest::end(CURLcode code) {
  answer_ = transfer_.finish(code).response;
  if (!*answer_) loop_.counter().count_failure(transfer_.route(), answer_->error().kind);
}

}  // namespace plimsoll::engine
