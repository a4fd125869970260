#pragma once

#include <string>
#include <vector>

#include "plimsoll/engine.hpp"
#include "plimsoll/snapshot.hpp"
#include "tests/engine/engine_at.hpp"
#include "tests/engine/recorded.hpp"

namespace plimsoll::testing {

/// 64 hex digits of which the first twelve tell the number.
inline std::string id_number(std::size_t number) {
  const std::string digits = std::to_string(number);
  return std::string(12 - digits.size(), '0') + digits + std::string(52, 'f');
}

struct Simulated {
  std::string id;
  std::string name;
  std::string state = "running";
};

inline std::string listed(const std::vector<Simulated>& containers) {
  static const nlohmann::json kImageId = plain_inspect().at("Image");
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [id, name, state] : containers) {
    list.push_back({{"Id", id}, {"Names", {"/" + name}}, {"Image", "base"}, {"ImageID", kImageId}, {"State", state}});
  }
  return list.dump();
}

inline std::string inspected(const Simulated& container) {
  nlohmann::json inspect = plain_inspect();
  inspect["Id"] = container.id;
  inspect["Name"] = "/" + container.name;
  inspect["State"]["Status"] = container.state;
  return inspect.dump();
}

inline std::string path_of(const Simulated& container) { return "/containers/" + container.id + "/json"; }

/// Docker 20.10 with containers to choose, on a socket of its own.
struct SimulatedDocker : EngineAtPath {
  SimulatedDocker() { replay(fake, recorded_folder(kDocker20)); }

  void runs(const std::vector<Simulated>& containers) {
    fake.on("/containers/json", ok(listed(containers)));
    for (const Simulated& container : containers) fake.on(path_of(container), ok(inspected(container)));
  }
};

/// `count` of them, "c0" to the last.
inline std::vector<Simulated> containers(std::size_t count) {
  std::vector<Simulated> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back({id_number(i), "c" + std::to_string(i)});
  return all;
}

}  // namespace plimsoll::testing
