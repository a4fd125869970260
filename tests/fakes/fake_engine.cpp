#include "tests/fakes/fake_engine.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
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
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <deque>
#include <filesystem>
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <thread>

namespace plimsoll::testing {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Socket = asio::local::stream_protocol::socket;
using asio::use_awaitable;

/// "1.45" of "/v1.45/info", nothing where none is asked for.
std::string_view version_in(std::string_view target) {
  if (!target.starts_with("/v1.")) return {};
  return target.substr(2, std::min(target.size(), target.find('/', 1)) - 2);
}

std::string_view without_version_and_query(std::string_view target) {
  if (const std::string_view version = version_in(target); !version.empty()) target.remove_prefix(version.size() + 2);
  return target.substr(0, target.find('?'));
}

std::size_t size_of(const Body& body) {
  std::size_t size = 0;
  for (const Piece& piece : body) size += piece.text.size() * piece.times;
  return size;
}

std::string http_date(std::chrono::nanoseconds since_1970) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(since_1970).count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool is_chunked(const Answer& answer) {
  return answer.chunked || answer.open || answer.fault == Answer::Fault::wrong_chunk;
}

http::response<http::empty_body> head_of(const Answer& answer) {
  http::response<http::empty_body> head(http::int_to_status(answer.status), 11);
  head.set(http::field::content_type, "application/json");
  for (const auto& [name, value] : answer.headers) head.set(name, value);
  const std::size_t size = size_of(answer.body);
  if (is_chunked(answer)) {
    head.chunked(true);
  } else {
    head.content_length(answer.fault == Answer::Fault::wrong_length ? size / 2 : size);
  }
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
      co_await send_piece(socket, text, is_chunked(answer));
    }
  }
}

asio::awaitable<void> send_text(Socket& socket, std::string_view text) {
  co_await asio::async_write(socket, asio::const_buffer(text.data(), text.size()), use_awaitable);
}

/// False if the connection cannot be used any more.
asio::awaitable<bool> send(Socket& socket, const Answer& answer) {
  using enum Answer::Fault;
  const std::size_t size = size_of(answer.body);
  if (answer.fault == hang_up) co_return false;
  if (answer.fault != no_http) co_await send_head(socket, answer);
  co_await send_body(socket, answer, answer.fault == cut ? size / 2 : size);
  if (answer.fault == wrong_chunk) co_await send_text(socket, "none\r\n");
  if (answer.fault != none) co_return false;
  if (answer.chunked) co_await asio::async_write(socket, http::make_chunk_last(), use_awaitable);
  co_return true;
}

/// One that a client listens to. The engine's thread only.
struct Stream {
  enum class State { open, ended, cut };

  explicit Stream(asio::io_context& io) : changed(io, asio::steady_timer::time_point::max()) {}

  void push(std::string bytes) {
    waiting.push_back(std::move(bytes));
    changed.cancel();
  }
  void become(State next) {
    state = next;
    changed.cancel();
  }

  std::deque<std::string> waiting;
  State state = State::open;
  asio::steady_timer changed;
};

asio::awaitable<void> send_waiting(Socket& socket, Stream& stream) {
  while (!stream.waiting.empty()) {
    const std::string bytes = std::move(stream.waiting.front());
    stream.waiting.pop_front();
    co_await send_text(socket, bytes);
  }
}

asio::awaitable<void> send_until_closed(Socket& socket, Stream& stream) {
  while (true) {
    co_await send_waiting(socket, stream);
    if (stream.state != Stream::State::open) break;
    boost::system::error_code changed;
    co_await stream.changed.async_wait(asio::redirect_error(use_awaitable, changed));
  }
  if (stream.state == Stream::State::ended) {
    co_await asio::async_write(socket, http::make_chunk_last(), use_awaitable);
  }
}

using Handlers = std::map<std::string, FakeEngine::Handler, std::less<>>;

FakeEngine::Handler longest_match(const Handlers& handlers, std::string_view path) {
  if (const auto exact = handlers.find(path); exact != handlers.end()) return exact->second;
  for (std::size_t end = path.size() + 1; end-- > 0;) {
    const auto found = handlers.find(std::string(path.substr(0, end)) + "*");
    if (found != handlers.end()) return found->second;
  }
  return nullptr;
}

std::string chunk_of(const std::string& text) {
  std::array<char, 32> size{};
  const int digits = std::snprintf(size.data(), size.size(), "%zx\r\n", text.size());
  return std::string(size.data(), static_cast<std::size_t>(digits)) + text + "\r\n";
}

}  // namespace

Answer ok(std::string body) { return {.body = {{std::move(body)}}}; }
Answer failed(unsigned status, const std::string& message) {
  return {.status = status, .body = {{R"({"message":")" + message + R"("})"}}};
}
Answer faulty(Answer::Fault fault) { return {.body = {{R"({"half": "of this"})"}}, .fault = fault}; }
Answer open_stream(std::string body) { return {.body = {{std::move(body)}}, .open = true}; }

class FakeEngine::Impl {
 public:
  explicit Impl(std::string socket_path);
  ~Impl();

  void on(std::string path, Handler handler);
  void fail(std::string path, Answer answer);
  void heal(const std::string& path);
  void speak(std::string api_version);
  void set_clock(std::chrono::seconds ahead) { clock_ahead_ = ahead; }
  [[nodiscard]] std::chrono::nanoseconds clock() const;
  void push(std::string bytes);
  void close_streams(Stream::State state);
  void wait_for_streams(std::size_t count) const;
  void refuse();
  void replace_socket();
  void hold_until(std::string prefix, std::size_t count);
  [[nodiscard]] std::vector<std::string> targets() const;
  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t peak_in_flight() const;
  void wait_for(std::string_view path, std::size_t times) const;

 private:
  class Opened;

  void listen();
  asio::awaitable<void> accept();
  asio::awaitable<void> serve(Socket socket);
  asio::awaitable<bool> answer(Socket& socket, std::string target);
  asio::awaitable<void> stream(Socket& socket, const Answer& answer);
  asio::awaitable<void> held(std::string_view path);
  asio::awaitable<void> hang(Socket& socket, const Answer& answer);
  asio::awaitable<void> forever();
  void on_thread(std::function<void()> work);
  void arrived(const std::string& target);
  void answered();
  [[nodiscard]] Answer answer_to(std::string_view target) const;
  [[nodiscard]] Handler handler_of(std::string_view path) const;

  const std::string socket_path_;
  std::atomic<std::chrono::seconds> clock_ahead_{};

  mutable std::mutex mutex_;
  mutable std::condition_variable asked_;
  mutable std::condition_variable opened_or_closed_;
  Handlers handlers_;
  Handlers faults_;          ///< asked first
  std::string api_version_;  ///< the only one that is spoken; empty for all
  std::vector<std::string> targets_;
  std::size_t connections_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t peak_in_flight_ = 0;
  std::string hold_prefix_;
  std::size_t hold_count_ = 0;

  std::list<Stream*> streams_;  ///< changed by the engine's thread only

  asio::io_context io_;  ///< its end destroys what refers to all above
  const asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};  ///< without a listener
  asio::local::stream_protocol::acceptor acceptor_;
  std::vector<std::shared_ptr<asio::steady_timer>> held_;  ///< the engine's thread only
  std::thread thread_;
};

/// A stream counts as open for as long as this lives.
class FakeEngine::Impl::Opened {
 public:
  Opened(Impl& engine, Stream& stream) : engine_(engine) {
    const std::lock_guard lock(engine_.mutex_);
    place_ = engine_.streams_.insert(engine_.streams_.end(), &stream);
    engine_.opened_or_closed_.notify_all();
  }
  ~Opened() {
    const std::lock_guard lock(engine_.mutex_);
    engine_.streams_.erase(place_);
    engine_.opened_or_closed_.notify_all();
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

 private:
  Impl& engine_;
  std::list<Stream*>::iterator place_;
};

FakeEngine::Impl::Impl(std::string socket_path) : socket_path_(std::move(socket_path)), acceptor_(io_) {
  listen();
  thread_ = std::thread([this] { io_.run(); });
}

FakeEngine::Impl::~Impl() {
  io_.stop();
  thread_.join();
  ::unlink(socket_path_.c_str());
}

/// Nobody finds the path without a socket, or one that does not listen yet.
void FakeEngine::Impl::listen() {
  const std::string unfinished = socket_path_ + ".new";
  ::unlink(unfinished.c_str());
  acceptor_.open();
  acceptor_.bind({unfinished});
  acceptor_.listen();
  std::filesystem::rename(unfinished, socket_path_);
  asio::co_spawn(io_, accept(), asio::detached);
}

/// Returns when it is done.
void FakeEngine::Impl::on_thread(std::function<void()> work) {
  std::promise<void> done;
  asio::post(io_, [&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

void FakeEngine::Impl::refuse() {
  on_thread([this] { acceptor_.close(); });
}

void FakeEngine::Impl::replace_socket() {
  on_thread([this] {
    if (acceptor_.is_open()) acceptor_.close();
    listen();
  });
}

void FakeEngine::Impl::push(std::string bytes) {
  on_thread([&] {
    for (Stream* stream : streams_) stream->push(bytes);
  });
}

void FakeEngine::Impl::close_streams(Stream::State state) {
  on_thread([&] {
    for (Stream* stream : streams_) stream->become(state);
  });
}

void FakeEngine::Impl::wait_for_streams(std::size_t count) const {
  std::unique_lock lock(mutex_);
  opened_or_closed_.wait(lock, [&] { return streams_.size() == count; });
}

void FakeEngine::Impl::fail(std::string path, Answer answer) {
  const std::lock_guard lock(mutex_);
  faults_.insert_or_assign(std::move(path), [answer = std::move(answer)](std::string_view) { return answer; });
}

void FakeEngine::Impl::heal(const std::string& path) {
  const std::lock_guard lock(mutex_);
  faults_.erase(path);
}

void FakeEngine::Impl::speak(std::string api_version) {
  const std::lock_guard lock(mutex_);
  api_version_ = std::move(api_version);
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

void FakeEngine::Impl::wait_for(std::string_view path, std::size_t times) const {
  const auto is_for_path = [&](const auto& target) { return without_version_and_query(target) == path; };
  std::unique_lock lock(mutex_);
  asked_.wait(lock, [&] { return static_cast<std::size_t>(std::ranges::count_if(targets_, is_for_path)) >= times; });
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
  co_await held(without_version_and_query(target));
  const Answer answer = answer_to(target);
  co_await hang(socket, answer);
  answered();
  if (!answer.open) co_return co_await send(socket, answer);
  co_await stream(socket, answer);
  co_return false;
}

/// Returns if it does not.
asio::awaitable<void> FakeEngine::Impl::hang(Socket& socket, const Answer& answer) {
  using enum Answer::Fault;
  if (answer.fault == hang_in_head) co_await send_text(socket, "HTTP/1.1 2");
  if (answer.fault == hang_after_head) co_await send_head(socket, answer);
  const bool hangs =
      answer.fault == hang_in_head || answer.fault == hang_after_head || answer.fault == Answer::Fault::hang;
  if (hangs) co_await forever();
}

asio::awaitable<void> FakeEngine::Impl::stream(Socket& socket, const Answer& answer) {
  const auto stream = std::make_shared<Stream>(io_);
  // Who listens says nothing: there is something to read when it hangs up.
  socket.async_wait(Socket::wait_read, [stream](const boost::system::error_code& error) {
    if (error != asio::error::operation_aborted) stream->become(Stream::State::cut);
  });
  // From before the head: what is pushed when that has arrived must not be missed.
  const Opened opened(*this, *stream);
  co_await send_head(socket, answer);
  co_await send_body(socket, answer, size_of(answer.body));
  co_await send_until_closed(socket, *stream);
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

std::chrono::nanoseconds FakeEngine::Impl::clock() const {
  return std::chrono::system_clock::now().time_since_epoch() + clock_ahead_.load();
}

Answer FakeEngine::Impl::answer_to(std::string_view target) const {
  const std::string_view path = without_version_and_query(target);
  std::string spoken;
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    spoken = api_version_;
    handler = handler_of(path);
  }
  const std::string_view asked = version_in(target);
  if (!spoken.empty() && !asked.empty() && asked != spoken) return failed(400, "client version is not supported");
  Answer answer = handler ? handler(path) : failed(404, "page not found");
  answer.headers.emplace(answer.headers.begin(), "Date", http_date(clock()));
  if (!spoken.empty()) answer.headers.emplace_back("Api-Version", spoken);
  return answer;
}

FakeEngine::Handler FakeEngine::Impl::handler_of(std::string_view path) const {
  Handler fault = longest_match(faults_, path);
  return fault ? fault : longest_match(handlers_, path);
}

FakeEngine::FakeEngine(std::string socket_path) : impl_(std::make_unique<Impl>(std::move(socket_path))) {}
FakeEngine::~FakeEngine() = default;
void FakeEngine::on(std::string path, Handler handler) { impl_->on(std::move(path), std::move(handler)); }
void FakeEngine::on(std::string path, Answer answer) {
  impl_->on(std::move(path), [answer = std::move(answer)](std::string_view) { return answer; });
}
void FakeEngine::fail(std::string path, Answer answer) { impl_->fail(std::move(path), std::move(answer)); }
void FakeEngine::heal(const std::string& path) { impl_->heal(path); }
void FakeEngine::set_clock(std::chrono::seconds ahead) { impl_->set_clock(ahead); }
std::chrono::nanoseconds FakeEngine::clock() const { return impl_->clock(); }
void FakeEngine::speak(std::string api_version) { impl_->speak(std::move(api_version)); }
void FakeEngine::push(std::string text) { impl_->push(chunk_of(text)); }
void FakeEngine::push_without_chunk(std::string text) { impl_->push(std::move(text)); }
void FakeEngine::end_streams() { impl_->close_streams(Stream::State::ended); }
void FakeEngine::cut_streams() { impl_->close_streams(Stream::State::cut); }
void FakeEngine::wait_for_streams(std::size_t count) const { impl_->wait_for_streams(count); }
void FakeEngine::refuse() { impl_->refuse(); }
void FakeEngine::replace_socket() { impl_->replace_socket(); }
void FakeEngine::hold_until(std::string prefix, std::size_t count) { impl_->hold_until(std::move(prefix), count); }
std::vector<std::string> FakeEngine::targets() const { return impl_->targets(); }
std::size_t FakeEngine::connections() const { return impl_->connections(); }
std::size_t FakeEngine::peak_in_flight() const { return impl_->peak_in_flight(); }
void FakeEngine::wait_for(std::string_view path, std::size_t times) const { impl_->wait_for(path, times); }

}  // namespace plimsoll::testing
