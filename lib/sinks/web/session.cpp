#include "lib/sinks/web/session.hpp"

#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <optional>

namespace plimsoll::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using beast::error_code;
using Stream = beast::basic_stream<asio::generic::stream_protocol>;
using Clock = std::chrono::steady_clock;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPieceBytes = std::size_t{32} << 10;
constexpr std::size_t kFirstReadBytes = 1024;
constexpr unsigned kHttp11 = 11;

/// As opposed to a client that is gone or was too slow.
bool is_malformed(error_code error) {
  const bool is_of_parser = error.category() == make_error_code(http::error::bad_method).category();
  return is_of_parser && error != http::error::end_of_stream && error != http::error::partial_message;
}

/// Of one connection. No co_await here is part of a larger expression: g++ 12 runs both sides of && whatever the first
/// one gives, and crashes on `if (!co_await …)`. Every member that can wait gives back whether the connection goes on.
class Session {
 public:
  Session(Socket socket, const Site& site, const WebLimits& limits)
      : stream_(std::move(socket)), site_(site), limits_(limits), buffer_(limits.header_bytes) {}

  asio::awaitable<void> run() {
    bool goes_on = co_await answer_within(limits_.request);
    while (goes_on) goes_on = co_await answer_within(limits_.idle);
    error_code ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_both, ignored);
  }

 private:
  // g++ 12 miscompiles a co_await within a condition, &&, || or ?: - it must stand in a statement of its own.
  asio::awaitable<bool> answer_within(std::chrono::milliseconds patience) {
    const bool begun = co_await begun_within(patience);
    if (!begun) co_return false;
    co_return co_await answer_request();
  }

  asio::awaitable<bool> begun_within(std::chrono::milliseconds patience) {
    if (buffer_.size() > 0) co_return true;
    stream_.expires_after(patience);
    const auto [error, bytes] = co_await stream_.async_read_some(buffer_.prepare(kFirstReadBytes), kAwait);
    buffer_.commit(bytes);
    co_return !error;
  }

  asio::awaitable<bool> answer_request() {
    head_only_ = false;
    http::request_parser<http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
    stream_.expires_after(limits_.request);
    const auto [error, bytes] = co_await http::async_read_header(stream_, buffer_, parser, kAwait);
    if (error) co_return co_await refuse(error);
    if (parser.chunked() || parser.content_length().value_or(0) > 0) {
      co_return co_await write_last(site_.refusal(413, "A request has no body here."));
    }
    co_return co_await answer(parser.get());
  }

  asio::awaitable<bool> answer(const http::request<http::empty_body>& request) {
    version_ = request.version();
    keep_alive_ = request.keep_alive() && version_ >= kHttp11;
    head_only_ = request.method() == http::verb::head;
    if (has_no_single_host(request)) co_return co_await write_last(site_.refusal(400, "Exactly one Host is needed."));
    const bool reads = head_only_ || request.method() == http::verb::get;
    co_return co_await write(
        web::answer(site_, {.reads = reads, .target = request.target(), .host = host_of(request)}));
  }

  /// HTTP/1.0 may leave it out, which no browser does.
  static bool has_no_single_host(const http::request<http::empty_body>& request) {
    const auto hosts = request.count(http::field::host);
    return hosts > 1 || (hosts == 0 && request.version() >= kHttp11);
  }

  static std::string_view host_of(const http::request<http::empty_body>& request) {
    const auto host = request.find(http::field::host);
    return host == request.end() ? std::string_view("localhost") : std::string_view(host->value());
  }

  /// What could not be read. Who is gone, or was too slow, is not told.
  asio::awaitable<bool> refuse(error_code error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return write_last(site_.refusal(431, "The request is too large."));
    }
    if (is_malformed(error)) return write_last(site_.refusal(400, "This is not HTTP/1.1."));
    return nothing_more();
  }

  static asio::awaitable<bool> nothing_more() { co_return false; }

  asio::awaitable<bool> write_last(Response response) {
    keep_alive_ = false;
    return write(std::move(response));
  }

  asio::awaitable<bool> write(Response response) {
    answer_by_ = Clock::now() + limits_.answer;
    return response.pieces ? write_pieces(std::move(response)) : write_whole(std::move(response));
  }

  template <class Body>
  http::response<Body> head(const Response& response) const {
    http::response<Body> message(static_cast<http::status>(response.status), version_);
    message.set(http::field::content_type, response.content_type);
    message.set("X-Content-Type-Options", "nosniff");
    message.set(http::field::cache_control, "no-store");
    if (response.status == static_cast<unsigned>(http::status::method_not_allowed)) {
      message.set(http::field::allow, "GET, HEAD");
    }
    message.keep_alive(keep_alive_);
    return message;
  }

  asio::awaitable<bool> write_whole(Response response) {
    auto message = head<http::span_body<const char>>(response);
    message.content_length(response.body->size());
    if (!head_only_) message.body() = {response.body->data(), response.body->size()};
    http::response_serializer<http::span_body<const char>> serializer(message);
    expire_write();
    const error_code error = co_await write_message(serializer);
    co_return !error && keep_alive_;
  }

  template <class Serializer>
  asio::awaitable<error_code> write_message(Serializer& serializer) {
    if (head_only_) {
      const auto [error, bytes] = co_await http::async_write_header(stream_, serializer, kAwait);
      co_return error;
    }
    const auto [error, bytes] = co_await http::async_write(stream_, serializer, kAwait);
    co_return error;
  }

  /// A client of HTTP/1.0 knows no chunks: for it, the end is where the connection ends.
  asio::awaitable<bool> write_pieces(Response response) {
    auto message = head<http::empty_body>(response);
    const bool chunked = version_ >= kHttp11;
    message.chunked(chunked);
    http::response_serializer<http::empty_body> serializer(message);
    expire_write();
    auto [error, bytes] = co_await http::async_write_header(stream_, serializer, kAwait);
    for (std::string piece; !error && !head_only_ && fill(piece, response); piece.clear()) {
      error = co_await write_piece(piece, chunked);
    }
    if (!error && !head_only_ && chunked) error = co_await write_raw(http::make_chunk_last());
    co_return !error && keep_alive_;
  }

  static bool fill(std::string& piece, const Response& response) {
    while (piece.size() < kPieceBytes && response.pieces(piece)) {
    }
    return !piece.empty();
  }

  asio::awaitable<error_code> write_piece(const std::string& piece, bool chunked) {
    const asio::const_buffer bytes = asio::buffer(piece);
    if (chunked) return write_raw(http::make_chunk(bytes));
    return write_raw(bytes);
  }

  template <class Buffers>
  asio::awaitable<error_code> write_raw(Buffers buffers) {
    expire_write();
    const auto [error, bytes] = co_await asio::async_write(stream_, buffers, kAwait);
    co_return error;
  }

  void expire_write() { stream_.expires_at(std::min(Clock::now() + limits_.write, answer_by_)); }

  Stream stream_;
  const Site& site_;
  const WebLimits& limits_;
  beast::flat_buffer buffer_;
  Clock::time_point answer_by_;
  unsigned version_ = kHttp11;
  bool keep_alive_ = false;
  bool head_only_ = false;
};

}  // namespace

asio::awaitable<void> serve(Socket socket, const Site& site, const WebLimits& limits) {
  Session session(std::move(socket), site, limits);
  co_await session.run();
}

}  // namespace plimsoll::web
