#pragma once

#include <cstdint>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Who reaches an address: everybody on a network, or only this host.
enum class Reach : std::uint8_t { network, loopback };

/// Judges the engine's API on TCP: an item for each address of that reach that asks its clients for no certificate.
/// The engine warns of those that are in force; the settings are what it was told; where systemd may pass it sockets,
/// those that its process holds tell. Any of the three is enough.
[[nodiscard]] Verdict judge_open_api(const Context& context, Reach reach);

inline constexpr std::string_view kOpenApiReads[] = {
    "container.published_ports", "engine.hosts",   "engine.listeners", "engine.metrics_address", "engine.swarm",
    "engine.tls_verify",         "engine.warnings"};
inline constexpr NotApplicable kNoTcpApi[] = {NotApplicable::other_engine, NotApplicable::not_listening};

}  // namespace plimsoll
