#include "lib/engine/http/negotiate.hpp"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(Negotiate, TakesTheSmallerOfBothNewestVersions) {
  EXPECT_EQ(negotiate({.api_version = "1.41"})->api_version, "1.41");
  EXPECT_EQ(negotiate({.api_version = "1.52"})->api_version, "1.52");
  EXPECT_EQ(negotiate({.api_version = "1.99"})->api_version, "1.55");
  EXPECT_EQ(negotiate({.api_version = "2.0"})->api_version, "1.55");
}

TEST(Negotiate, RefusesAnEngineThatIsTooOldAndSaysWhichIsNot) {
  const auto negotiated = negotiate({.api_version = "1.40"});
  ASSERT_TRUE(negotiated.has_error());
  EXPECT_EQ(negotiated.error().kind, ErrorKind::unsupported);
  EXPECT_NE(negotiated.error().text.find("1.40"), std::string::npos);
  EXPECT_NE(negotiated.error().way_out.find("1.41"), std::string::npos);
}

TEST(Negotiate, RefusesWhatIsNoVersion) {
  for (const char* version : {"", "1", "1.", ".41", "v1.41", "1.41 ", "1.41.0", "one", "1.99999999999"}) {
    const auto negotiated = negotiate({.api_version = version});
    ASSERT_TRUE(negotiated.has_error()) << version;
    EXPECT_EQ(negotiated.error().kind, ErrorKind::wrong_shape) << version;
  }
}

TEST(Negotiate, TellsPodmanByEitherHeader) {
  EXPECT_EQ(negotiate({.api_version = "1.41", .server = "Docker/20.10"})->kind, EngineKind::docker);
  EXPECT_EQ(negotiate({.api_version = "1.41", .server = "Libpod/4.3.1 (linux)"})->kind, EngineKind::podman);
  EXPECT_EQ(negotiate({.api_version = "1.41", .libpod_api_version = "4.3.1"})->kind, EngineKind::podman);
}

TEST(Negotiate, KnowsWhichEnginesTellOfNri) {
  EXPECT_FALSE(negotiate({.api_version = "1.52"})->tells_nri);
  EXPECT_TRUE(negotiate({.api_version = "1.53"})->tells_nri);
}

TEST(Negotiate, PrefixesPathsWithTheVersion) {
  EXPECT_EQ(negotiate({.api_version = "1.45"})->target("/info"), "/v1.45/info");
}

}  // namespace
}  // namespace plimsoll::engine
