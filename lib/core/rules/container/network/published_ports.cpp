#include "lib/core/rules/container/network/published_ports.hpp"

#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/namespaces/namespace_chain.hpp"

namespace plimsoll {
namespace {

constexpr ListOption kPublish{"--publish", "ports"};
constexpr std::string_view kAllIpv4 = "0.0.0.0";
constexpr std::string_view kAllIpv6 = "::";

/// Podman gives no address for all of them.
std::string shown(std::string_view address) {
  if (address.empty()) address = kAllIpv4;
  const bool is_ipv6 = address.find(':') != std::string_view::npos;
  return is_ipv6 ? "[" + std::string(address) + "]" : std::string(address);
}

bool is_on_host_network(const ContainerFacts& container, const Context& context) {
  const Fact<std::string> mode = end_of_chain(container, &ContainerFacts::network_mode, context.inventory);
  return mode && *mode == "host";
}

}  // namespace

bool is_on_all_addresses(const PublishedPort& port) {
  return port.host_ip.empty() || port.host_ip == kAllIpv4 || port.host_ip == kAllIpv6;
}

std::string address_of(const PublishedPort& port) {
  return shown(port.host_ip) + ":" + std::to_string(port.host_port) + "/" + port.protocol;
}

Verdict judge_published_ports(const ContainerFacts& container, const Context& context, std::string_view wanted,
                              const PortTest& is_wrong) {
  if (is_on_host_network(container, context)) return not_applicable(NotApplicable::host_network);
  const auto& ports = container.published_ports;
  if (!ports) return unknown(ports);
  ItemList items;
  for (std::size_t i = 0; i < ports->size(); ++i) {
    const std::string address = address_of((*ports)[i]);
    if (is_wrong((*ports)[i])) items.add(item_of(address, ports, element(ports, i), address, std::string(wanted)));
  }
  return items.take_verdict();
}

PublishedPort as_asked_for(const PublishedPort& port, const std::vector<PublishedPort>& ports) {
  PublishedPort everywhere = port;
  everywhere.host_ip = kAllIpv4;
  const bool both = port.host_ip == kAllIpv6 && std::ranges::count(ports, everywhere) != 0;
  return both ? everywhere : port;
}

std::string publish_argument(const PublishedPort& port) {
  const std::string address = port.host_ip.empty() || port.host_ip == kAllIpv4 ? "" : shown(port.host_ip) + ":";
  const std::string protocol = port.protocol == "tcp" ? "" : "/" + port.protocol;
  return address + std::to_string(port.host_port) + ":" + std::to_string(port.container_port) + protocol;
}

FixStep remove_port(const PublishedPort& port) { return remove(kPublish, publish_argument(port)); }

FixStep add_port(const PublishedPort& port) { return add(kPublish, publish_argument(port)); }

}  // namespace plimsoll
