#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plimsoll/engine.hpp"
#include "tests/engine/engine_at.hpp"
#include "tests/fakes/recorded_engine.hpp"

namespace plimsoll::testing {
namespace {

TEST(Recorded, Smoke) {
  for (const char* name : {"docker-20.10", "docker-20.10-remapped", "docker-26.1", "podman-4.3"}) {
    EngineAtPath engine;
    replay(engine.fake, std::string(PLIMSOLL_FIXTURES "/engines/") + name);
    EngineReader reader(engine.options());
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    std::cout << name << " " << snapshot->containers.size() << " unread " << snapshot->unread.size() << " gaps "
              << snapshot->gaps.size() << " volumes " << snapshot->volumes.size() << " images " << snapshot->images.size() << " " << snapshot->engine.version << "\n";
    for (auto& u : snapshot->unread) std::cout << u.identity << " " << u.error.message() << "\n";
    for (auto& c : snapshot->containers) if (c->name=="plain" ) std::cout << c->image << " " << c->image_id << " " << snapshot->images.count(c->image_id) << "\n";
  }
}

}  // namespace
}  // namespace plimsoll::testing
