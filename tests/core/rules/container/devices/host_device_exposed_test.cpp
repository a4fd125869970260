#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/container/privileges/security_cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> device(std::string path) {
  return [path = std::move(path)](World& w) { w.container.devices = seen({Device{path, path, "rwm"}}); };
}

std::function<void(World&)> request(DeviceRequest asked_for) {
  return [asked_for = std::move(asked_for)](World& w) { w.container.device_requests = seen({asked_for}); };
}

std::function<void(World&)> allowed(std::vector<std::string> names) {
  return [names = std::move(names)](World& w) { w.settings.set(rule("host-device-exposed").settings[0], names); };
}

std::function<void(World&)> mounted(std::string path) {
  return [path = std::move(path)](World& w) { w.bind(path); };
}

}  // namespace

const RuleCases host_device_exposed_cases{
    "host-device-exposed",
    {
        {"none", [](World&) {}, passes()},
        {"what every container has", device("/dev/null"), passes()},
        {"shared memory, mounted", mounted("/dev/shm/db"), passes()},
        {"a host path elsewhere, mounted", mounted("/srv/dev/kvm"), passes()},
        {"disks have their own rule", device("/dev/sda"), passes()},
        {"given", device("/dev/kvm"), violates("/dev/kvm")},
        {"a name that begins like a harmless one", device("/dev/nullify"), violates("/dev/nullify")},
        {"a directory of devices", device("/dev/snd"), violates("/dev/snd")},
        {"mounted", mounted("/dev/net/tun"), violates("/dev/net/tun")},
        {"bound by a volume", [](World& w) { w.bind_volume("tun", "/dev/net/tun"); }, violates("/dev/net/tun")},
        {"a node outside /dev", device("/srv/kvm"), violates("/srv/kvm")},
        {"every GPU", request({.count = -1}), violates("gpu")},
        {"GPUs of a driver", request({.driver = "nvidia", .device_ids = {"0", "1"}}), violates("nvidia")},
        {"CDI", request({.driver = "cdi", .device_ids = {"nvidia.com/gpu=0", "vendor.com/net=1"}}),
         violates({"nvidia.com/gpu=0", "vendor.com/net=1"})},
        {"CDI without a name", request({.driver = "cdi"}), violates("cdi")},
        {"allowed", both(device("/dev/kvm"), allowed({"/dev/kvm"})), passes()},
        {"allowed by its directory", both(device("/dev/dri/card0"), allowed({"/dev/dri"})), passes()},
        {"allowed is another", both(device("/dev/kvm2"), allowed({"/dev/kvm"})), violates("/dev/kvm2")},
        {"a driver allowed", both(request({.driver = "nvidia", .count = 1}), allowed({"nvidia"})), passes()},
        {"one of two CDI devices allowed",
         both(request({.driver = "cdi", .device_ids = {"a.com/x=1", "a.com/x=2"}}), allowed({"a.com/x=1"})),
         violates("a.com/x=2")},
        {"a disk, users remapped", both(device("/dev/sda"), users_remapped), violates("/dev/sda")},
        {"a file system that an engine's volume mounts",
         [](World& w) {
           w.bind_volume("data", "/dev/sdb1");
           w.volumes[0].option_type = seen("ext4");
           w.volumes[0].option_o = seen("");
         },
         violates("/dev/sdb1")},
        {"such a volume of a disk by any name",
         [](World& w) {
           w.bind_volume("data", "/dev/fast", false);
           w.volumes[0].option_type = seen("xfs");
           w.volumes[0].option_o = seen("ro");
         },
         violates("/dev/fast")},
        {"privileged has its own rule", privileged, passes()},
        {"privileged, users remapped", both(privileged, users_remapped),
         implied_by("privileged-in-user-namespace", violates("/dev"))},
        {"given besides privileged, users remapped", both(both(privileged, users_remapped), device("/dev/kvm")),
         violates({"/dev/kvm", "/dev"})},
        {"devices not reported", [](World& w) { w.container.devices = missing(); }, is_unknown()},
        {"requests not reported", [](World& w) { w.container.device_requests = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
        {"a disk, and nobody knows whether users are remapped",
         both(device("/dev/sda"), [](World& w) { w.engine.security = missing(Cause::null); }), is_unknown(Cause::null)},
        {"what is certain is a violation",
         both(device("/dev/kvm"), [](World& w) { w.container.device_requests = missing(); }), violates("/dev/kvm")},
    }};

TEST(HostDeviceExposed, FixRemovesTheVolume) {
  World w;
  w.bind_volume("data", "/dev/sdb1");
  w.volumes[0].option_type = seen("ext4");
  w.volumes[0].option_o = seen("");
  EXPECT_THAT(spelled(fix_in(rule("host-device-exposed"), w)),
              ::testing::ElementsAre("- --volume=data:/mnt | volumes: [\"data:/mnt\"]"));
}

}  // namespace plimsoll::testing
