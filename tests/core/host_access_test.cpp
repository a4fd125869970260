#include "plimsoll/host_access.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <memory>

namespace plimsoll {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr OsError kNoSystemCall{SystemCall::openat2, ENOSYS};
constexpr OsError kRefused{SystemCall::openat, EACCES};

template <class T>
void refuse(Fact<T>& fact, Cause cause, OsError error, std::string_view path) {
  fact = Fact<T>(cause, Source::host, path, error);
}

template <class T>
void know(Fact<T>& fact, T value = {}) {
  fact = Fact<T>(std::move(value), Source::host, "path");
}

EngineFile file(Fact<FileStatus> status) { return {.role = EngineFileRole::runc, .status = std::move(status)}; }

EngineFile readable_file() { return file({FileStatus{}, Source::host, "stat"}); }
EngineFile unreadable_file(OsError error) { return file({Cause::unreadable, Source::host, "stat", error}); }

std::shared_ptr<const ContainerFacts> container(Fact<Shared<EffectiveState>> effective) {
  auto facts = std::make_shared<ContainerFacts>();
  facts->effective = std::move(effective);
  return facts;
}

TEST(UnreadableAreas, AreNoneWhereNothingWasRead) { EXPECT_THAT(unreadable_areas({}), IsEmpty()); }

TEST(UnreadableAreas, NameTheReasonAndThePath) {
  Snapshot snapshot;
  refuse(snapshot.host.kernel_settings, Cause::unreadable, kNoSystemCall, "/proc/sys");
  EXPECT_THAT(unreadable_areas(snapshot), ElementsAre(UnreadableArea{.area = HostArea::kernel_settings,
                                                                     .cause = Cause::unreadable,
                                                                     .os_error = kNoSystemCall,
                                                                     .path = "/proc/sys"}));
  EXPECT_EQ(describe(unreadable_areas(snapshot).front()), "kernel_settings: unreadable (openat2: ENOSYS) at /proc/sys");
}

TEST(UnreadableAreas, CauseWithoutASystemCallIsDescribedToo) {
  EXPECT_EQ(describe({.area = HostArea::engine_files, .cause = Cause::hidden, .path = "stat"}),
            "engine_files: hidden at stat");
  EXPECT_EQ(describe({.area = HostArea::image_layers, .cause = Cause::no_permission}), "image_layers: no_permission");
}

TEST(UnreadableAreas, OneReadableFactIsEnough) {
  Snapshot snapshot;
  know(snapshot.host.engine_files, {unreadable_file(kRefused), readable_file()});
  refuse(snapshot.host.programs, Cause::no_permission, kRefused, "/proc");
  know(snapshot.host.other_engines);
  snapshot.containers = {container({Cause::no_permission, Source::host, "/proc/PID", kRefused}),
                         container({Shared(EffectiveState{}), Source::host, "/proc/PID"})};
  EXPECT_THAT(unreadable_areas(snapshot), IsEmpty());
}

TEST(UnreadableAreas, TheUsualReasonStandsForAll) {
  Snapshot snapshot;
  know(snapshot.host.engine_files,
       {unreadable_file(kRefused), unreadable_file(kNoSystemCall), unreadable_file(kNoSystemCall)});
  const auto areas = unreadable_areas(snapshot);
  ASSERT_EQ(areas.size(), 1U);
  EXPECT_EQ(areas.front().os_error, kNoSystemCall);
}

TEST(UnreadableAreas, IgnoreFactsThatAreAbsentOrPendOrTimeOut) {
  for (const Cause cause : {Cause::absent, Cause::unresolved, Cause::pending, Cause::timed_out, Cause::not_reported,
                            Cause::not_configured, Cause::malformed, Cause::too_large}) {
    Snapshot snapshot;
    refuse(snapshot.host.audit_rules, cause, {}, "/etc/audit");
    EXPECT_THAT(unreadable_areas(snapshot), IsEmpty()) << to_string(cause);
  }
}

TEST(UnreadableAreas, EachAreaIsFoundByItself) {
  const auto refused = [](auto& fact) { refuse(fact, Cause::hidden, {}, "path"); };
  const auto area_of = [&](auto change) {
    Snapshot snapshot;
    change(snapshot);
    const auto areas = unreadable_areas(snapshot);
    return areas.size() == 1 ? std::string(to_string(areas.front().area)) : "none";
  };
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.host.kernel_settings); }), "kernel_settings");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.host.container_processes); }), "processes");
  EXPECT_EQ(area_of([&](Snapshot& s) { s.containers = {container({Cause::hidden, Source::host, "path"})}; }),
            "containers");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.engine.settings.hosts); }), "engine_settings");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.engine.listeners); }), "engine_listeners");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.host.data_root_mount_point); }), "data_root");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.host.engine_files); }), "engine_files");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.host.engine_group); }), "engine_group");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.host.audit_rules); }), "audit_rules");
  EXPECT_EQ(area_of([&](Snapshot& s) { refused(s.images["sha256:a"].privileged_files); }), "image_layers");
}

TEST(UnreadableAreas, AnAreaWithoutFactsStaysAsItWas) {
  Snapshot snapshot;
  snapshot.containers = {container({Cause::no_permission, Source::host, "/proc/PID", kRefused})};
  const auto before = unreadable_areas(snapshot);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(unreadable_areas({}, before), before);
  snapshot.containers = {container({Shared(EffectiveState{}), Source::host, "/proc/PID"})};
  EXPECT_THAT(unreadable_areas(snapshot, before), IsEmpty());
}

TEST(UnreadableAreas, OnlyWhatTakesACapabilityIsExpectedWithoutOne) {
  const auto expected = [](HostArea area, Cause cause) {
    return is_expected_without_capabilities({.area = area, .cause = cause});
  };
  EXPECT_TRUE(expected(HostArea::audit_rules, Cause::no_permission));
  EXPECT_FALSE(expected(HostArea::engine_group, Cause::no_permission)) << "anybody may read /etc/group";
  EXPECT_TRUE(expected(HostArea::kernel_settings, Cause::hidden)) << "ProcSubset=pid";
  EXPECT_FALSE(expected(HostArea::audit_rules, Cause::unreadable));
}

TEST(OsErrors, HaveNamesBothWays) {
  EXPECT_EQ(show(kNoSystemCall), "openat2: ENOSYS");
  EXPECT_EQ(show(OsError{}), "");
  EXPECT_EQ(errno_number("ENOSYS"), ENOSYS);
  EXPECT_EQ(errno_number(errno_name(250)), 250);
  EXPECT_EQ(errno_number("ENONSENSE"), std::nullopt);
  EXPECT_EQ(errno_number("errno 900"), std::nullopt);
}

}  // namespace
}  // namespace plimsoll
