#pragma once

/// What containers share: networks, volumes, and the services of a Swarm.

#include <cstdint>
#include <string>
#include <vector>

#include "plimsoll/fact.hpp"

namespace plimsoll {

/// A volume of `GET /volumes`. Of its options only what decides which host path it is.
struct VolumeFacts {
  std::string name;
  Fact<std::string> driver;
  Fact<std::string> option_type;
  Fact<std::string> option_device;  ///< "" also where it is neither bound nor an absolute path: it may be anything
  Fact<std::string> option_o;       ///< of the mount options only bind and rbind: `option_device` is a host path

  friend bool operator==(const VolumeFacts&, const VolumeFacts&) = default;
};

/// A network of `GET /networks`. Of its options only what is judged.
struct NetworkFacts {
  std::string id;
  std::string name;
  Fact<std::string> driver;
  Fact<std::string> scope;  ///< local, swarm, global
  Fact<bool> ingress;       ///< Swarm's own routing mesh
  Fact<bool> internal;
  Fact<bool> default_bridge;            ///< com.docker.network.bridge.default_bridge
  Fact<bool> inter_container_traffic;   ///< com.docker.network.bridge.enable_icc; true where it is not set
  Fact<bool> encrypted;                 ///< the option is there: its driver ignores the value
  Fact<std::string> host_binding;       ///< com.docker.network.bridge.host_binding_ipv4; "": not set
  Fact<std::string> gateway_mode_ipv4;  ///< "": not set, which is nat
  Fact<std::string> gateway_mode_ipv6;

  friend bool operator==(const NetworkFacts&, const NetworkFacts&) = default;
};

/// A service of `GET /services`; a manager alone can list them.
struct ServiceFacts {
  std::string id;
  std::string name;
  Fact<std::vector<std::string>> secret_environment;  ///< names of variables that look like secrets; never values
  Fact<std::vector<std::string>> secrets;             ///< names of the Swarm secrets it uses

  friend bool operator==(const ServiceFacts&, const ServiceFacts&) = default;
};

}  // namespace plimsoll
