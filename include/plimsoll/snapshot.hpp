#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plimsoll/clock.hpp"
#include "plimsoll/facts.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

/// A listed container that could not be read. It is not hidden: the audit is incomplete.
struct UnreadContainer {
  std::string id;
  std::string name;
  std::string image;
  std::string identity;
  Error error;
};

/// Everything one reading of engine and host saw.
struct Snapshot {
  Time captured_at{};
  HostFacts host;
  EngineFacts engine;
  std::vector<std::shared_ptr<const ContainerFacts>> containers;  ///< running ones, by identity
  std::vector<UnreadContainer> unread;
  std::map<std::string, VolumeFacts, std::less<>> volumes;  ///< by name
  std::map<std::string, ImageFacts, std::less<>> images;    ///< by id

  /// Lists other than the containers' that could not be read: their facts are missing.
  std::vector<Error> gaps;
};

}  // namespace plimsoll
