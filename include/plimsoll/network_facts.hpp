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
#define FACT(name, type, path, decode) Fact<type> name{Cause::absent, Source::inspect, path};
#include "plimsoll/network_facts.def"
#undef FACT

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
