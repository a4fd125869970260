#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace plimsoll::testing {

struct Reply {
  unsigned status = 0;
  std::map<std::string, std::string> fields;  ///< names in lower case
  std::string body;
};

/// One connection. Blocking; failures throw.
class Client {
 public:
  static Client tcp(std::uint16_t port, const std::string& address = "127.0.0.1");
  static Client unix_socket(const std::string& path);
  Client(Client&&) noexcept;
  ~Client();

  void send(std::string_view bytes);
  [[nodiscard]] Reply read_reply();
  /// Until the server closes, or resets.
  [[nodiscard]] std::string read_to_end();

  /// GET with the usual headers, and its reply.
  [[nodiscard]] Reply get(std::string_view target, std::string_view host = "localhost");

 private:
  class Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::testing
