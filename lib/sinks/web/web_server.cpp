#include "lib/sinks/web/web_server.hpp"

#include <unistd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <thread>
#include <utility>

#include "lib/sinks/web/api_site.hpp"
#include "lib/sinks/web/listener.hpp"
#include "lib/sinks/web/public_site.hpp"
#include "lib/sinks/web/published.hpp"

namespace plimsoll {
namespace {

/// Reports may come by the hundred in a second, and hardly any is scraped. A scrape renders what is newer.
constexpr std::chrono::seconds kRestBetweenPages{1};

Time wall_clock() { return std::chrono::floor<Time::duration>(std::chrono::system_clock::now()); }

WebOptions with_clock(WebOptions options) {
  if (!options.now) options.now = wall_clock;
  if (!options.look_around) options.look_around = [] { return Surroundings(); };
  return options;
}

}  // namespace

class WebServer::Impl {
 public:
  Impl(WebOptions options, MetricsOptions metrics) : options_(with_clock(std::move(options))), metrics_(metrics) {
    listen();
    thread_ = std::thread([this] { io_.run(); });
  }

  ~Impl() {
    // Before it is closed: afterwards the path may be another daemon's.
    if (owns_socket_file()) unlink(options_.status_socket.c_str());
    io_.stop();
    thread_.join();
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void publish(std::shared_ptr<const Report> report, bool tells_finding) {
    if (tells_finding) published_.note_finding(report->generated_at);
    published_.set(std::move(report));
    if (refresh_waits_.exchange(true)) return;
    boost::asio::post(io_, [this] { refresh_after_rest(); });
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  [[nodiscard]] bool owns_socket_file() const { return !options_.status_fd && !options_.status_socket.empty(); }

  void refresh_after_rest() {
    page_timer_.expires_at(page_due_);
    page_timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      refresh_waits_ = false;
      public_site_.refresh();
      page_due_ = std::chrono::steady_clock::now() + kRestBetweenPages;
    });
  }

  void listen() {
    if (!options_.listen_address.empty()) {
      public_listener_.emplace(web::listen_on_tcp(io_, options_.listen_address), public_site_.site(), options_.limits);
      port_ = web::port_of(public_listener_->acceptor());
    }
    if (options_.status_fd) {
      listen_for_api(web::adopt_unix(io_, *options_.status_fd));
    } else if (!options_.status_socket.empty()) {
      listen_for_api(web::listen_on_unix(io_, options_.status_socket));
    }
  }

  void listen_for_api(web::Acceptor acceptor) {
    api_listener_.emplace(std::move(acceptor), web::api_site(published_, options_), options_.limits);
  }

  const WebOptions options_;
  const MetricsOptions metrics_;
  web::Published published_;
  web::PublicSite public_site_{published_, options_, metrics_};
  std::atomic<bool> refresh_waits_ = false;
  std::uint16_t port_ = 0;

  boost::asio::io_context io_{1};
  boost::asio::steady_timer page_timer_{io_};
  std::chrono::steady_clock::time_point page_due_;
  std::optional<web::Listener> public_listener_;
  std::optional<web::Listener> api_listener_;
  std::thread thread_;
};

WebServer::WebServer(WebOptions options, MetricsOptions metrics)
    : impl_(std::make_unique<Impl>(std::move(options), metrics)) {}

WebServer::~WebServer() = default;

void WebServer::publish(const std::shared_ptr<const Report>& report, std::span<const Transition> transitions) {
  impl_->publish(report, !transitions.empty());
}

std::uint16_t WebServer::port() const { return impl_->port(); }

}  // namespace plimsoll
