#include "tests/sinks/web/client.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace plimsoll::testing {

namespace asio = boost::asio;
namespace http = boost::beast::http;

class Client::Impl {
 public:
  explicit Impl(const asio::generic::stream_protocol::endpoint& endpoint) { socket.connect(endpoint); }

  asio::io_context io;
  asio::generic::stream_protocol::socket socket{io};
  boost::beast::flat_buffer buffer;
};

Client Client::tcp(std::uint16_t port, const std::string& address) {
  return Client(std::make_unique<Impl>(asio::ip::tcp::endpoint(asio::ip::make_address(address), port)));
}

Client Client::unix_socket(const std::string& path) {
  return Client(std::make_unique<Impl>(asio::local::stream_protocol::endpoint(path)));
}

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::Client(Client&&) noexcept = default;
Client::~Client() = default;

void Client::send(std::string_view bytes) { asio::write(impl_->socket, asio::buffer(bytes)); }

Reply Client::read_reply() {
  http::response_parser<http::string_body> parser;
  parser.body_limit(boost::none);
  http::read(impl_->socket, impl_->buffer, parser);
  Reply reply{.status = parser.get().result_int(), .fields = {}, .body = parser.get().body()};
  for (const auto& field : parser.get()) {
    std::string name(field.name_string());
    for (char& letter : name) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    reply.fields[name] = field.value();
  }
  return reply;
}

std::string Client::read_to_end() {
  std::string text;
  boost::system::error_code end;
  asio::read(impl_->socket, asio::dynamic_buffer(text), end);
  return text;
}

Reply Client::get(std::string_view target, std::string_view host) {
  send("GET " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
  return read_reply();
}

}  // namespace plimsoll::testing
