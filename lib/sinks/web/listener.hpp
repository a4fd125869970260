#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <memory>

#include "lib/sinks/web/session.hpp"
#include "lib/sinks/web/sockets.hpp"

namespace plimsoll::web {

/// Accepts clients of one site while its io_context runs, and no more at a time than `limits` allows: the next one gets
/// a 503, so that hoarding connections here takes nothing from other listeners, nor descriptors from the daemon.
class Listener {
 public:
  /// Borrows `limits`.
  Listener(Acceptor acceptor, Site site, const WebLimits& limits);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] const Acceptor& acceptor() const { return acceptor_; }

 private:
  boost::asio::awaitable<void> accept();
  static void turn_away(Socket socket);

  Acceptor acceptor_;
  boost::asio::steady_timer retry_;
  Site site_;
  const WebLimits& limits_;
  std::shared_ptr<std::size_t> open_ = std::make_shared<std::size_t>(0);  ///< sessions may end after this object
};

}  // namespace plimsoll::web
