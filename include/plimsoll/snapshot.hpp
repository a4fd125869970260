#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plimsoll/clock.hpp"
#include "plimsoll/error.hpp"
#include "plimsoll/facts.hpp"

namespace plimsoll {

/// A listed container that could not be read. It is not hidden: the audit is incomplete.
struct UnreadContainer {
  std::string id;
  std::string name;
  std::string image;
  std::string identity;
  std::int64_t created_at = 0;  ///< seconds since 1970; 0: not told
  Error error;
};

/// Everything one reading of engine and host saw.
struct Snapshot {
  Time captured_at{};
  HostFacts host;
  EngineFacts engine;
  std::vector<std::shared_ptr<const ContainerFacts>> containers;  ///< running, paused or restarting ones, by identity
  std::vector<std::shared_ptr<const ContainerFacts>> stopped;     ///< the others that exist, by identity
  std::vector<UnreadContainer> unread;
  std::map<std::string, VolumeFacts, std::less<>> volumes;    ///< by name
  std::map<std::string, ImageFacts, std::less<>> images;      ///< by id
  std::map<std::string, NetworkFacts, std::less<>> networks;  ///< by id
  std::map<std::string, ServiceFacts, std::less<>> services;  ///< by name; empty unless a Swarm manager was asked

  /// Lists other than the containers' that could not be read: their facts are missing.
  std::vector<Error> unread_lists;
  /// False where the list is one of the gaps: what it would have named is not gone.
  bool images_listed = true;
  bool networks_listed = true;
  bool services_listed = true;
};

}  // namespace plimsoll
