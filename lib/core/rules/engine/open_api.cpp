#include "lib/core/rules/engine/open_api.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/rules/common/combined.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/network_address.hpp"

namespace plimsoll {
namespace {

using Texts = Fact<std::vector<std::string>>;

constexpr std::string_view kWanted = "tlsverify, or no TCP";

/// HOST:PORT of one of dockerd's hosts if it is TCP. Without a scheme it is; without a host it is localhost.
std::optional<std::string> tcp_address(std::string_view host) {
  constexpr std::string_view kTcp = "tcp://";
  if (host.starts_with(kTcp)) {
    host.remove_prefix(kTcp.size());
  } else if (host.empty() || host.find("://") != std::string_view::npos) {
    return std::nullopt;
  }
  return (host_of(host).empty() ? "localhost" : "") + std::string(host);
}

/// HOST:PORT of "API is accessible on http://0.0.0.0:2375 without encryption" and of its like about client
/// certificates.
std::optional<std::string> warned_address(std::string_view warning) {
  constexpr std::string_view kBefore = "API is accessible on http";
  const std::size_t at = warning.find(kBefore);
  if (at == std::string_view::npos) return std::nullopt;
  warning.remove_prefix(at + kBefore.size());
  if (warning.starts_with('s')) warning.remove_prefix(1);
  if (!warning.starts_with("://")) return std::nullopt;
  warning.remove_prefix(3);
  return std::string(warning.substr(0, warning.find(' ')));
}

Reach reach_of(std::string_view address) { return is_loopback(host_of(address)) ? Reach::loopback : Reach::network; }

template <class AddressIn>
Verdict judge_each(const Texts& texts, Reach reach, AddressIn address_in) {
  ItemList items;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const std::optional<std::string> address = address_in((*texts)[i]);
    if (!address || reach_of(*address) != reach) continue;
    items.add(item_of("tcp://" + *address, texts, element(texts, i), (*texts)[i], std::string(kWanted)));
  }
  return items.take_verdict();
}

bool has_tcp(const Texts& hosts) {
  return std::ranges::any_of(*hosts, [](const std::string& host) { return tcp_address(host).has_value(); });
}

/// Sockets that systemd opens, as docker.socket says, and passes to the engine: no setting of dockerd names them.
bool takes_sockets(const Texts& hosts) {
  return std::ranges::any_of(*hosts, [](const std::string& host) { return host.starts_with("fd://"); });
}

Verdict unless_verified(Verdict open, const Fact<bool>& tls_verify) {
  if (open.kind != VerdictKind::violation) return open;
  if (!tls_verify) return unknown(tls_verify);
  return *tls_verify ? pass() : open;
}

std::optional<std::uint16_t> port_of(std::string_view address) {
  const std::string_view digits = address.substr(address.rfind(':') + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return port;
}

bool is_of_swarm(std::uint16_t port) {
  constexpr std::uint16_t kPorts[] = {2377, 4789, 7946};
  return std::ranges::find(kPorts, port) != std::end(kPorts);
}

bool is_published(std::uint16_t port, const ContainerFacts& container) {
  const auto& ports = container.published_ports;
  return ports && std::ranges::find(*ports, port, &PublishedPort::host_port) != ports->end();
}

/// The engine's process also listens for the members of its swarm, for the collector of its metrics and, where it runs
/// no proxy, on each port that a container publishes.
bool is_another_service(std::uint16_t port, const Context& context) {
  const auto& metrics = context.engine.settings.metrics_address;
  return is_of_swarm(port) || (metrics && port_of(*metrics) == port) ||
         std::ranges::any_of(context.inventory.all().containers,
                             [&](const auto& container) { return is_published(port, *container); });
}

/// Unknown where an open port may be another service's; else a pass.
Verdict doubt_about_ports(const Context& context) {
  const auto& metrics = context.engine.settings.metrics_address;
  if (!metrics) return unknown(metrics);
  const auto& swarm = context.engine.swarm;
  if (!swarm) return unknown(swarm);
  // Ports of the swarm's services are the engine's sockets too.
  if (swarm->state == "active") return unknown(Cause::unresolved, swarm.source(), swarm.path());
  for (const auto& container : context.inventory.all().containers) {
    if (!container->published_ports) return unknown(container->published_ports);
  }
  return pass();
}

Verdict judge_sockets(const Context& context, Reach reach) {
  const auto& sockets = context.engine.listeners;
  if (!sockets) return unknown(sockets);
  bool listens = false;
  ItemList items;
  for (std::size_t i = 0; i < sockets->size(); ++i) {
    const auto& [address, port] = (*sockets)[i];
    if (is_another_service(port, context)) continue;
    listens = true;
    const std::string seen = with_port(address, port);
    if (reach_of(seen) != reach) continue;
    items.add(item_of("tcp://" + seen, sockets, element(sockets, i), seen, std::string(kWanted)));
  }
  if (!listens) return not_applicable(NotApplicable::not_listening);
  if (items.empty()) return pass();
  const Verdict doubt = doubt_about_ports(context);
  return doubt.kind == VerdictKind::unknown ? doubt
                                            : unless_verified(items.take_verdict(), context.engine.settings.tls_verify);
}

Verdict judge_hosts(const DaemonSettings& settings, Reach reach) {
  const Texts& hosts = settings.hosts;
  if (!has_tcp(hosts)) return not_applicable(NotApplicable::not_listening);
  return unless_verified(judge_each(hosts, reach, tcp_address), settings.tls_verify);
}

/// The engine warns of every address of its settings itself (since 18.09): where these cannot be read, its silence
/// tells of them. Of the sockets that it was passed it does not speak.
Verdict judge_without_hosts(const Context& context, Reach reach) {
  Verdict sockets = judge_sockets(context, reach);
  if (sockets.kind == VerdictKind::violation || sockets.kind == VerdictKind::unknown) return sockets;
  return context.engine.warnings ? pass() : unknown(context.engine.settings.hosts);
}

Verdict judge_told(const Context& context, Reach reach) {
  const DaemonSettings& settings = context.engine.settings;
  if (!settings.hosts) return judge_without_hosts(context, reach);
  Verdict told = judge_hosts(settings, reach);
  if (!takes_sockets(settings.hosts)) return told;
  Verdict sockets = judge_sockets(context, reach);
  return told.kind == VerdictKind::not_applicable ? sockets : combined({told, sockets});
}

}  // namespace

Verdict judge_open_api(const Context& context, Reach reach) {
  const EngineFacts& engine = context.engine;
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  Verdict told = judge_told(context, reach);
  if (!engine.warnings) return told;
  const Verdict warned = judge_each(engine.warnings, reach, warned_address);
  return warned.kind == VerdictKind::violation ? combined({warned, told}) : told;
}

}  // namespace plimsoll
