#include <gtest/gtest.h>

#include <string>

#include "plimsoll/engine.hpp"

namespace plimsoll {
namespace {

TEST(EngineAddress, IsASocketPathWithOrWithoutScheme) {
  EXPECT_EQ(*parse_engine_address("unix:///var/run/docker.sock"), "/var/run/docker.sock");
  EXPECT_EQ(*parse_engine_address("/run/podman/podman.sock"), "/run/podman/podman.sock");
}

TEST(EngineAddress, OfAnotherHostOrFormIsRefusedWithTheWayOut) {
  for (const char* address : {"tcp://10.0.0.1:2375", "ssh://host", "npipe:////./pipe/docker_engine", "http://localhost",
                              "docker.sock", "./docker.sock", "unix://docker.sock", "unix://", ""}) {
    const auto path = parse_engine_address(address);
    ASSERT_TRUE(path.has_error()) << address;
    EXPECT_EQ(path.error().kind, ErrorKind::unsupported) << address;
    EXPECT_NE(path.error().text.find(address), std::string::npos) << address;
    EXPECT_NE(path.error().way_out.find("unix:///"), std::string::npos) << address;
  }
}

TEST(EngineAddress, HoldsUpTo107Bytes) {
  const std::string longest = "/" + std::string(106, 'a');
  EXPECT_EQ(*parse_engine_address(longest), longest);
  EXPECT_EQ(parse_engine_address("unix://" + longest + "a").error().kind, ErrorKind::path_too_long);
}

TEST(EngineAddress, WithAByteThatEndsAPathIsRefused) {
  EXPECT_EQ(parse_engine_address(std::string("/run/a\0b", 8)).error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace plimsoll
