// A failed system call, as a probe may tell it beside its cause.

#include "lib/core/doctor/remedy.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace plimsoll::doctor {
namespace {

constexpr CapabilityMask kReadSearch = CapabilityMask{1} << 2;

std::string remedy(std::string_view call, int number, CapabilityMask effective) {
  const HostArea area{.id = "host-engine-files", .what = "files", .place = Place::files, .capability = 2};
  const Trouble trouble{
      .cause = Cause::unreadable, .where = "/etc/docker", .facts = 1, .call = call, .error_number = number};
  return remedy_of(area, trouble, {.effective = effective, .seccomp = SeccompMode::filter}, true);
}

TEST(Remedy, NamesTheUnitsLineThatRefusesASystemCall) {
  EXPECT_EQ(remedy("openat2", ENOSYS, kReadSearch), "systemctl edit plimsolld: RestrictSUIDSGID=no");
  EXPECT_EQ(remedy("readlinkat", ENOSYS, kReadSearch), "systemctl edit plimsolld: SystemCallFilter=readlinkat");
  EXPECT_EQ(remedy("readlinkat", EPERM, kReadSearch), "systemctl edit plimsolld: SystemCallFilter=readlinkat");
}

TEST(Remedy, AMissingCapabilityExplainsEpermBetterThanTheFilter) {
  EXPECT_EQ(remedy("openat", EPERM, 0),
            "systemctl edit plimsolld: CapabilityBoundingSet=CAP_DAC_READ_SEARCH, "
            "AmbientCapabilities=CAP_DAC_READ_SEARCH");
}

}  // namespace
}  // namespace plimsoll::doctor
