#include <algorithm>
#include <charconv>
#include <optional>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/container/network/published_ports.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.9"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/port-publishing/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"container.network_mode", "container.published_ports"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::host_network, NotApplicable::no_policy};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .about = "Host ports that may be published: 443, 8000-8100, 53/udp, and of one container only, web:443.",
}};

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

/// One port, or the first and the last of several.
bool is_in_range(std::uint16_t port, std::string_view range) {
  const std::size_t dash = range.find('-');
  const auto first = parse_port(range.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_port(range.substr(dash + 1));
  return first && last && *first <= port && port <= *last;
}

/// `entry` is [CONTAINER:]PORT[-PORT][/PROTOCOL].
bool allows(std::string_view entry, const PublishedPort& port, const ContainerFacts& container) {
  const std::size_t colon = entry.find(':');
  if (colon != std::string_view::npos) {
    if (entry.substr(0, colon) != container.identity) return false;
    entry.remove_prefix(colon + 1);
  }
  const std::size_t slash = entry.find('/');
  if (slash != std::string_view::npos && entry.substr(slash + 1) != port.protocol) return false;
  return is_in_range(port.host_port, entry.substr(0, slash));
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  if (allowed.empty()) return not_applicable(NotApplicable::no_policy);
  return judge_published_ports(container, context, "a port that the policy allows", [&](const PublishedPort& port) {
    return std::ranges::none_of(allowed, [&](std::string_view entry) { return allows(entry, port, container); });
  });
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const PublishedPort& port : *container.published_ports) {
    if (std::ranges::find(verdict.items, address_of(port), &Item::key) == verdict.items.end()) continue;
    add_once(changes, remove_port(as_asked_for(port, *container.published_ports)));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(port_not_expected){
    .id = "port-not-expected",
    .title = "Container publishes a port that the policy does not name",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A published port is open past the host's own firewall rules. Which ones are meant to be only the policy can "
        "say; one that it does not name may have been opened for an afternoon.",
    .remediation = "Start it without publishing the port, or name the port in the policy.",
    .impact = "Whoever connected to the port from outside no longer can; containers of the same network still do.",
    .violation_example = "docker run -p 5432:5432, where allow is [443]",
    .pass_example = "docker run -p 443:8443, where allow is [443]",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
