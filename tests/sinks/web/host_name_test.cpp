#include "lib/sinks/web/host_name.hpp"

#include <gtest/gtest.h>

namespace plimsoll::testing {
namespace {

struct Case {
  const char* host;
  bool own;
};

TEST(HostName, IsAnAddressLocalhostOrConfigured) {
  constexpr Case kCases[] = {
      {"127.0.0.1", true},
      {"127.0.0.1:10149", true},
      {"10.1.2.3", true},
      {"[::1]", true},
      {"[::1]:10149", true},
      {"[fe80::1]:10149", true},
      {"localhost", true},
      {"LocalHost:10149", true},
      {"metrics.corp.example", true},
      {"METRICS.corp.example:443", true},
      {"", false},
      {"evil.example", false},
      {"evil.example:10149", false},
      {"127.0.0.1.evil.example", false},
      {"localhost.evil.example", false},
      {"notlocalhost", false},
      {"xmetrics.corp.example", false},
      {"127.0.0.1@evil.example", false},
      {"localhost@127.0.0.1", false},
      {"127.1", false},
      {"0x7f000001", false},
      {"::1", false},
      {"[::1", false},
      {"localhost:port", false},
      {"localhost/", false},
      {"local\xffhost", false},
      {" localhost", false},
  };
  for (const Case& test_case : kCases) {
    EXPECT_EQ(web::is_own_host(test_case.host, {"metrics.corp.example"}), test_case.own) << test_case.host;
  }
}

}  // namespace
}  // namespace plimsoll::testing
