#include "tests/fakes/fake_engine.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace plimsoll::testing {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Socket = asio::local::stream_protocol::socket;
using asio::use_awaitable;

std::string_view without_version_and_query(std::string_view target) {
  target = target.substr(0, target.find('?'));
  if (target.starts_with("/v1.")) target.remove_prefix(std::min(target.size(), target.find('/', 1)));
  return target;
}

std::size_t size_of(const Body& body) {
  std::size_t size = 0;
  for (const Piece& piece : body) size += piece.text.size() * piece.times;
  return size;
}

http::response<http::empty_body> head_of(const Answer& answer) {
  http::response<http::empty_body> head(http::int_to_status(answer.status), 11);
  head.set(http::field::content_type, "application/json");
  for (const auto& [name, value] : answer.headers) head.set(name, value);
  if (answer.chunked) head.chunked(true);
  if (!answer.chunked) head.content_length(size_of(answer.body));
  return head;
}

asio::awaitable<void> send_head(Socket& socket, const Answer& answer) {
  auto head = head_of(answer);
  http::response_serializer<http::empty_body> serializer(head);
  co_await http::async_write_header(socket, serializer, use_awaitable);
}

asio::awaitable<void> send_piece(Socket& socket, std::string_view text, bool chunked) {
  if (text.empty()) co_return;
  const asio::const_buffer bytes(text.data(), text.size());
  if (chunked) {
    co_await asio::async_write(socket, http::make_chunk(bytes), use_awaitable);
  } else {
    co_await asio::async_write(socket, bytes, use_awaitable);
  }
}

asio::awaitable<void> send_body(Socket& socket, const Answer& answer, std::size_t most) {
  for (const Piece& piece : answer.body) {
    for (std::size_t sent = 0; sent < piece.times && most > 0; ++sent) {
      const std::string_view text = std::string_view(piece.text).substr(0, most);
      most -= text.size();
      co_await send_piece(socket, text, answer.chunked);
    }
  }
}

/// False if the connection cannot be used any more.
asio::awaitable<bool> send(Socket& socket, const Answer& answer) {
  const std::size_t size = size_of(answer.body);
  if (answer.fault == Answer::Fault::hang_up) co_return false;
  if (answer.fault != Answer::Fault::no_http) co_await send_head(socket, answer);
  const bool cut = answer.fault == Answer::Fault::cut;
  co_await send_body(socket, answer, cut ? size / 2 : size);
  if (answer.fault != Answer::Fault::none) co_return false;
  if (answer.chunked) co_await asio::async_write(socket, http::make_chunk_last(), use_awaitable);
  co_return true;
}

}  // namespace

Answer ok(std::string body) { return {.body = {{std::move(body)}}}; }
Answer failed(unsigned status, const std::string& message) {
  return {.status = status, .body = {{R"({"message":")" + message + R"("})"}}};
}
Answer faulty(Answer::Fault fault) { return {.body = {{R"({"half": "of this"})"}}, .fault = fault}; }

class FakeEngine::Impl {
 public:
  explicit Impl(std::string socket_path);
  ~Impl();

  void on(std::string path, Handler handler);
  void hold_until(std::string prefix, std::size_t count);
  [[nodiscard]] std::vector<std::string> targets() const;
  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t peak_in_flight() const;
  void wait_for(std::string_view path) const;

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> serve(Socket socket);
  asio::awaitable<bool> answer(Socket& socket, std::string target);
  asio::awaitable<void> held(std::string_view path);
  asio::awaitable<void> forever();
  void arrived(const std::string& target);
  void answered();
  [[nodiscard]] Answer answer_to(std::string_view path) const;

  const std::string socket_path_;
  asio::io_context io_;
  asio::local::stream_protocol::acceptor acceptor_;

  mutable std::mutex mutex_;
  mutable std::condition_variable asked_;
  std::map<std::string, Handler, std::less<>> handlers_;
  std::vector<std::string> targets_;
  std::size_t connections_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t peak_in_flight_ = 0;
  std::string hold_prefix_;
  std::size_t hold_count_ = 0;

  std::vector<std::shared_ptr<asio::steady_timer>> held_;  ///< the engine's thread only
  std::thread thread_;
};

FakeEngine::Impl::Impl(std::string socket_path) : socket_path_(std::move(socket_path)), acceptor_(io_) {
  ::unlink(socket_path_.c_str());
  acceptor_.open();
  acceptor_.bind({socket_path_});
  acceptor_.listen();
  asio::co_spawn(io_, accept(), asio::detached);
  thread_ = std::thread([this] { io_.run(); });
}

FakeEngine::Impl::~Impl() {
  io_.stop();
  thread_.join();
  ::unlink(socket_path_.c_str());
}

void FakeEngine::Impl::on(std::string path, Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_.insert_or_assign(std::move(path), std::move(handler));
}

void FakeEngine::Impl::hold_until(std::string prefix, std::size_t count) {
  const std::lock_guard lock(mutex_);
  hold_prefix_ = std::move(prefix);
  hold_count_ = count;
}

std::vector<std::string> FakeEngine::Impl::targets() const {
  const std::lock_guard lock(mutex_);
  return targets_;
}

std::size_t FakeEngine::Impl::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

std::size_t FakeEngine::Impl::peak_in_flight() const {
  const std::lock_guard lock(mutex_);
  return peak_in_flight_;
}

void FakeEngine::Impl::wait_for(std::string_view path) const {
  std::unique_lock lock(mutex_);
  asked_.wait(lock, [&] {
    return std::ranges::any_of(targets_, [&](const auto& target) { return without_version_and_query(target) == path; });
  });
}

asio::awaitable<void> FakeEngine::Impl::accept() {
  while (true) {
    Socket socket = co_await acceptor_.async_accept(use_awaitable);
    {
      const std::lock_guard lock(mutex_);
      ++connections_;
    }
    asio::co_spawn(io_, serve(std::move(socket)), asio::detached);  // a client that hangs up ends only this
  }
}

asio::awaitable<void> FakeEngine::Impl::serve(Socket socket) {
  boost::beast::flat_buffer buffer;
  while (true) {
    http::request<http::empty_body> request;
    co_await http::async_read(socket, buffer, request, use_awaitable);
    arrived(std::string(request.target()));
    const bool usable = co_await answer(socket, std::string(request.target()));
    if (!usable) co_return;
  }
}

asio::awaitable<bool> FakeEngine::Impl::answer(Socket& socket, std::string target) {
  const std::string_view path = without_version_and_query(target);
  co_await held(path);
  const Answer answer = answer_to(path);
  if (answer.fault == Answer::Fault::hang) co_await forever();
  answered();
  co_return co_await send(socket, answer);
}

asio::awaitable<void> FakeEngine::Impl::held(std::string_view path) {
  {
    const std::lock_guard lock(mutex_);
    if (hold_prefix_.empty() || !path.starts_with(hold_prefix_)) co_return;
  }
  held_.push_back(std::make_shared<asio::steady_timer>(io_, asio::steady_timer::time_point::max()));
  const auto gate = held_.back();
  if (held_.size() == hold_count_) {
    for (const auto& other : held_) other->expires_at(asio::steady_timer::time_point::min());
    held_.clear();
  }
  boost::system::error_code released;
  co_await gate->async_wait(asio::redirect_error(use_awaitable, released));
}

asio::awaitable<void> FakeEngine::Impl::forever() {
  asio::steady_timer timer(io_, asio::steady_timer::time_point::max());
  co_await timer.async_wait(use_awaitable);
}

void FakeEngine::Impl::arrived(const std::string& target) {
  const std::lock_guard lock(mutex_);
  targets_.push_back(target);
  peak_in_flight_ = std::max(peak_in_flight_, ++in_flight_);
  asked_.notify_all();
}

void FakeEngine::Impl::answered() {
  const std::lock_guard lock(mutex_);
  --in_flight_;
}

Answer FakeEngine::Impl::answer_to(std::string_view path) const {
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    if (const auto exact = handlers_.find(path); exact != handlers_.end()) handler = exact->second;
    for (std::size_t end = path.size() + 1; !handler && end-- > 0;) {
      const auto found = handlers_.find(std::string(path.substr(0, end)) + "*");
      if (found != handlers_.end()) handler = found->second;
    }
  }
  return handler ? handler(path) : failed(404, "page not found");
}

FakeEngine::FakeEngine(std::string socket_path) : impl_(std::make_unique<Impl>(std::move(socket_path))) {}
FakeEngine::~FakeEngine() = default;
void FakeEngine::on(std::string path, Handler handler) { impl_->on(std::move(path), std::move(handler)); }
void FakeEngine::on(std::string path, Answer answer) {
  impl_->on(std::move(path), [answer = std::move(answer)](std::string_view) { return answer; });
}
void FakeEngine::hold_until(std::string prefix, std::size_t count) { impl_->hold_until(std::move(prefix), count); }
std::vector<std::string> FakeEngine::targets() const { return impl_->targets(); }
std::size_t FakeEngine::connections() const { return impl_->connections(); }
std::size_t FakeEngine::peak_in_flight() const { return impl_->peak_in_flight(); }
void FakeEngine::wait_for(std::string_view path) const { impl_->wait_for(path); }

}  // namespace plimsoll::testing
