#include "lib/core/rules/common/network_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <optional>

namespace plimsoll {
namespace {

template <class Address>
std::optional<Address> parse(int family, std::string_view host) {
  Address address{};
  const bool is_text = host.find('\0') == std::string_view::npos;
  if (!is_text || inet_pton(family, std::string(host).c_str(), &address) != 1) return std::nullopt;
  return address;
}

}  // namespace

std::string_view host_of(std::string_view address) {
  if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
  return address.substr(0, address.rfind(':'));
}

bool is_loopback(std::string_view host) {
  if (const auto four = parse<in_addr>(AF_INET, host)) return ntohl(four->s_addr) >> 24 == IN_LOOPBACKNET;
  if (const auto six = parse<in6_addr>(AF_INET6, host)) return IN6_IS_ADDR_LOOPBACK(&*six);
  return host == "localhost";
}

bool is_every_address(std::string_view host) {
  if (const auto four = parse<in_addr>(AF_INET, host)) return four->s_addr == INADDR_ANY;
  if (const auto six = parse<in6_addr>(AF_INET6, host)) return IN6_IS_ADDR_UNSPECIFIED(&*six);
  return host.empty();
}

std::string with_port(std::string_view host, unsigned port) {
  const bool is_ipv6 = host.find(':') != std::string_view::npos;
  const std::string shown = is_ipv6 ? "[" + std::string(host) + "]" : std::string(host);
  return shown + ":" + std::to_string(port);
}

}  // namespace plimsoll
