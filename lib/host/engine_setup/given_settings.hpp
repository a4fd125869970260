#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/host/probes/answer.hpp"

namespace plimsoll::host {

/// Nothing: not set. A cause: set, and not as documented.
template <class T>
using Setting = std::optional<Answer<T>>;

/// What a command line or a daemon.json sets, of what is judged or helps to find the engine's files. Nothing else of
/// them is kept: they hold proxy passwords and log options.
struct GivenSettings {
  GivenSettings() = default;  // no aggregate: one could be made of a cause, and an Answer would not know which is meant

  Setting<bool> iptables;
  Setting<bool> ip6tables;
  Setting<bool> userland_proxy;
  Setting<bool> no_new_privileges;
  Setting<bool> tls;
  Setting<bool> tls_verify;
  Setting<bool> allow_direct_routing;
  Setting<std::string> log_level;
  Setting<std::string> cgroup_parent;
  Setting<std::string> group;
  Setting<std::string> publish_address;
  Setting<std::string> metrics_address;
  Setting<std::string> min_api_version;
  Setting<std::string> tls_ca_certificate;
  Setting<std::string> tls_certificate;
  Setting<std::string> tls_key;
  Setting<std::string> exec_root;
  Setting<std::string> containerd;
  Setting<std::string> configuration_file;  ///< of a command line only
  Setting<std::vector<std::string>> hosts;
  Setting<std::vector<std::string>> storage_options;
  Setting<std::vector<std::string>> default_ulimits;  ///< names
  Setting<std::vector<std::string>> log_options;      ///< names
  Setting<std::vector<std::string>> runtimes;         ///< "name=path"
};

/// Which part of its elements a list keeps.
enum class Elements : std::uint8_t { whole, names, runtimes };

struct ListOption {
  Setting<std::vector<std::string>> GivenSettings::* field = nullptr;
  Elements keep = Elements::whole;
};

/// How dockerd calls an option. https://docs.docker.com/reference/cli/dockerd/
struct Option {
  std::string_view flag;
  char letter = 0;       ///< 0: no short form
  std::string_view key;  ///< in daemon.json; "": not there
  std::variant<Setting<bool> GivenSettings::*, Setting<std::string> GivenSettings::*, ListOption> target;
};

[[nodiscard]] std::span<const Option> engine_options();

}  // namespace plimsoll::host
