#include "lib/core/rules/open_api.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/rules/combined.hpp"
#include "lib/core/rules/items.hpp"
#include "lib/core/rules/network_address.hpp"

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

Verdict judge_hosts(const DaemonSettings& settings, Reach reach) {
  const Texts& hosts = settings.hosts;
  if (!hosts) return unknown(hosts);
  if (!has_tcp(hosts)) return not_applicable(NotApplicable::not_listening);
  const Verdict verdict = judge_each(hosts, reach, tcp_address);
  if (verdict.kind == VerdictKind::pass) return verdict;
  if (!settings.tls_verify) return unknown(settings.tls_verify);
  return *settings.tls_verify ? pass() : verdict;
}

}  // namespace

Verdict judge_open_api(const EngineFacts& engine, Reach reach) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const Verdict told = judge_hosts(engine.settings, reach);
  if (!engine.warnings) return told;
  const Verdict warned = judge_each(engine.warnings, reach, warned_address);
  if (warned.kind == VerdictKind::violation) return combined({warned, told});
  // The engine warns of every such address itself (since 18.09): where its settings cannot be read, its silence tells.
  return told.kind == VerdictKind::unknown ? pass() : told;
}

}  // namespace plimsoll
