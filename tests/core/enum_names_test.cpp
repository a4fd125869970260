#include "lib/core/enum_names.hpp"

#include <gtest/gtest.h>

namespace plimsoll {
namespace {

TEST(EnumNames, LeadBothWays) {
  EXPECT_EQ(to_string(NamespaceKind::pid), "pid");
  EXPECT_EQ(from_name<NamespaceKind>("pid"), NamespaceKind::pid);
  EXPECT_EQ(from_name<Cause>("hidden"), Cause::hidden);
  EXPECT_EQ(from_name<SystemCall>("getsockopt"), SystemCall::getsockopt);
}

TEST(EnumNames, OtherTextsAreNoEnumerators) {
  for (const std::string_view text : {"", "PID", "pid ", "nonsense"}) {
    EXPECT_EQ(from_name<NamespaceKind>(text), std::nullopt) << text;
  }
}

TEST(EnumNames, OtherValuesHaveNoName) {
  EXPECT_EQ(to_string(static_cast<Cause>(200)), "");
  EXPECT_EQ(to_string(static_cast<SystemCall>(200)), "");
  EXPECT_EQ(count_of_names<SeccompMode>(), 4U);
}

}  // namespace
}  // namespace plimsoll
