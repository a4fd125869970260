#include "lib/sinks/web/listener.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace plimsoll::web {
namespace {

namespace asio = boost::asio;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds kRetryAfter{100};
constexpr std::string_view kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 22\r\n"
    "Retry-After: 1\r\nConnection: close\r\n\r\nToo many connections.\n";

class Counted {
 public:
  explicit Counted(std::shared_ptr<std::size_t> count) : count_(std::move(count)) { ++*count_; }
  ~Counted() { --*count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  std::shared_ptr<std::size_t> count_;
};

asio::awaitable<void> serve_counted(std::shared_ptr<std::size_t> open, Socket socket, const Site& site,
                                    const WebLimits& limits) {
  const Counted counted(std::move(open));
  co_await serve(std::move(socket), site, limits);
}

}  // namespace

Listener::Listener(Acceptor acceptor, Site site, const WebLimits& limits)
    : acceptor_(std::move(acceptor)), retry_(acceptor_.get_executor()), site_(std::move(site)), limits_(limits) {
  asio::co_spawn(acceptor_.get_executor(), accept(), asio::detached);
}

asio::awaitable<void> Listener::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwait);
    if (error) {
      // Out of descriptors, most likely: asking again at once would only burn the processor.
      retry_.expires_after(kRetryAfter);
      co_await retry_.async_wait(kAwait);
    } else if (*open_ >= limits_.connections) {
      turn_away(std::move(socket));
    } else {
      // A session that throws ends; the others go on.
      asio::co_spawn(acceptor_.get_executor(), serve_counted(open_, std::move(socket), site_, limits_), asio::detached);
    }
  }
}

void Listener::turn_away(Socket socket) {
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kBusy), ignored);
  socket.shutdown(asio::socket_base::shutdown_both, ignored);
}

}  // namespace plimsoll::web
