#include "lib/engine/http/http_client.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "lib/engine/http/curl_handle.hpp"
#include "lib/engine/http/curl_multi.hpp"
#include "lib/support/queue.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxBufferedBytes = std::size_t{64} << 20;
constexpr int kIdlePollMs = 60'000;

/// Answers that may be held at a time. Each is a string that grew, up to twice as large as the text in it.
std::size_t capacity_of(const EngineOptions& options) {
  const std::size_t largest = 2 * std::max<std::size_t>(options.max_response_bytes, 1);
  return std::clamp<std::size_t>(kMaxBufferedBytes / largest, 1, 2 * options.max_in_flight);
}

}  // namespace

class HttpClient::Impl {
 public:
  explicit Impl(const EngineOptions& options);
  ~Impl();

  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  void submit(Request request);
  [[nodiscard]] std::optional<Completion> next() { return completions_.pop(); }
  void stop();
  [[nodiscard]] RequestCounter& counter() { return counter_; }

 private:
  void run();
  void start_waiting();
  void start(Request request);
  [[nodiscard]] std::optional<Request> take_waiting();
  bool collect_finished();
  void collect(CurlHandle& transfer, CURLcode code);

  const std::size_t capacity_;
  RequestCounter counter_;
  CurlMulti multi_;
  std::vector<std::unique_ptr<CurlHandle>> transfers_;  ///< as many as may be in flight
  std::vector<CurlHandle*> idle_;
  BoundedQueue<Completion> completions_;
  std::mutex mutex_;
  std::deque<Request> waiting_;  ///< guarded by mutex_
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

HttpClient::Impl::Impl(const EngineOptions& options)
    : capacity_(capacity_of(options)), multi_(make_curl_multi()), completions_(capacity_) {
  for (std::size_t i = 0; i < options.max_in_flight; ++i) {
    idle_.push_back(transfers_.emplace_back(std::make_unique<CurlHandle>(options)).get());
  }
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options.max_in_flight));
  thread_ = std::thread([this] { run(); });
}

HttpClient::Impl::~Impl() {
  stop();
  thread_.join();
  for (const auto& transfer : transfers_) curl_multi_remove_handle(multi_.get(), transfer->handle());
}

void HttpClient::Impl::submit(Request request) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(request));
  }
  curl_multi_wakeup(multi_.get());
}

void HttpClient::Impl::stop() {
  stopping_ = true;
  completions_.close();
  curl_multi_wakeup(multi_.get());
}

void HttpClient::Impl::run() {
  while (!stopping_) {
    start_waiting();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    if (!collect_finished()) curl_multi_poll(multi_.get(), nullptr, 0, kIdlePollMs, nullptr);
  }
}

void HttpClient::Impl::start_waiting() {
  while (!idle_.empty()) {
    std::optional<Request> request = take_waiting();
    if (!request) return;
    start(std::move(*request));
  }
}

std::optional<Request> HttpClient::Impl::take_waiting() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) return std::nullopt;
  std::optional<Request> request(std::move(waiting_.front()));
  waiting_.pop_front();
  return request;
}

void HttpClient::Impl::start(Request request) {
  CurlHandle& transfer = *idle_.back();
  idle_.pop_back();
  counter_.count_request(request.route);
  transfer.begin(std::move(request));
  curl_multi_add_handle(multi_.get(), transfer.handle());
}

bool HttpClient::Impl::collect_finished() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    CurlHandle* transfer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    collect(*transfer, message->data.result);
    any = true;
  }
  return any;
}

void HttpClient::Impl::collect(CurlHandle& transfer, CURLcode code) {
  curl_multi_remove_handle(multi_.get(), transfer.handle());
  Completion completion = transfer.finish(code);
  if (completion.response.has_error()) counter_.count_failure(transfer.route(), completion.response.error().kind);
  idle_.push_back(&transfer);
  completions_.push(std::move(completion));
}

HttpClient::HttpClient(const EngineOptions& options) : impl_(std::make_unique<Impl>(options)) {}
HttpClient::~HttpClient() = default;
std::size_t HttpClient::capacity() const { return impl_->capacity(); }
void HttpClient::submit(Request request) { impl_->submit(std::move(request)); }
std::optional<Completion> HttpClient::next() { return impl_->next(); }
void HttpClient::stop() { impl_->stop(); }
RequestCounter& HttpClient::counter() { return impl_->counter(); }

}  // namespace plimsoll::engine
