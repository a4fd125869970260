#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

using PortTest = std::function<bool(const PublishedPort&)>;

/// Every address of the host, of one family or of both.
[[nodiscard]] bool is_on_all_addresses(const PublishedPort& port);

/// 0.0.0.0:8080/tcp or [::]:8080/tcp: the key of an item.
[[nodiscard]] std::string address_of(const PublishedPort& port);

/// A violation with an item for each port that is wrong; not applicable on the host's network.
[[nodiscard]] Verdict judge_published_ports(const ContainerFacts& container, const Context& context,
                                            std::string_view wanted, const PortTest& is_wrong);

/// How it was asked for: a port that is on all addresses of both families was published without an address.
[[nodiscard]] PublishedPort as_asked_for(const PublishedPort& port, const std::vector<PublishedPort>& ports);

/// [ADDRESS:]HOST_PORT:PORT[/PROTOCOL] as docker run's --publish takes it, in its shortest form.
[[nodiscard]] std::string publish_argument(const PublishedPort& port);
[[nodiscard]] FixStep remove_port(const PublishedPort& port);
[[nodiscard]] FixStep add_port(const PublishedPort& port);

}  // namespace plimsoll
