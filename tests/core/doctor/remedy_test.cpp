// A failed system call, as a probe may tell it beside its cause.

#include "lib/core/doctor/remedy.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace plimsoll::doctor {
namespace {

constexpr CapabilityMask kReadSearch = CapabilityMask{1} << 2;

std::string remedy(SystemCall call, std::uint8_t number, CapabilityMask effective) {
  const HostAreaRow area{.area = HostArea::engine_files, .what = "files", .place = AreaPlace::files, .capability = 2};
  const Trouble trouble{.cause = Cause::unreadable, .os_error = {call, number}, .where = "/etc/docker"};
  return remedy_of(area, trouble, {.effective = effective, .seccomp = SeccompMode::filter}, true);
}

TEST(Remedy, NamesTheUnitsLineThatRefusesASystemCall) {
  EXPECT_EQ(remedy(SystemCall::openat, ENOSYS, kReadSearch), "systemctl edit plimsolld: SystemCallFilter=openat");
  EXPECT_EQ(remedy(SystemCall::readlinkat, EPERM, kReadSearch),
            "systemctl edit plimsolld: SystemCallFilter=readlinkat");
}

TEST(Remedy, AMissingCapabilityExplainsEpermBetterThanTheFilter) {
  EXPECT_EQ(remedy(SystemCall::openat, EPERM, 0),
            "systemctl edit plimsolld: CapabilityBoundingSet=CAP_DAC_READ_SEARCH, "
            "AmbientCapabilities=CAP_DAC_READ_SEARCH");
}

TEST(Remedy, AHiddenPathIsSeenThroughTheRootOfTheFirstProcess) {
  const HostAreaRow area{.area = HostArea::image_layers, .what = "layers", .place = AreaPlace::files, .capability = 2};
  const Trouble trouble{.cause = Cause::hidden, .where = "layers of sha256:a"};
  EXPECT_EQ(remedy_of(area, trouble, {.effective = kReadSearch}, true),
            "systemctl edit plimsolld: CapabilityBoundingSet=CAP_SYS_PTRACE, AmbientCapabilities=CAP_SYS_PTRACE");
}

}  // namespace
}  // namespace plimsoll::doctor
