#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> devices(std::vector<std::string> paths) {
  return [paths = std::move(paths)](World& w) {
    std::vector<Device> given;
    for (const std::string& path : paths) given.push_back({path, path, "rwm"});
    w.container.devices = seen(given);
  };
}

std::function<void(World&)> mounted(std::string path, bool read_write = true) {
  return [=](World& w) { w.bind(path, read_write); };
}

const std::vector<std::string> kStorage{
    "/dev/sda",    "/dev/sdaa3",   "/dev/hda",          "/dev/hda1",         "/dev/vda",
    "/dev/xvdf1",  "/dev/nvme0",   "/dev/nvme0n1p2",    "/dev/dm-0",         "/dev/mapper/root",
    "/dev/md127",  "/dev/md/data", "/dev/loop0",        "/dev/mmcblk0p1",    "/dev/nbd0",
    "/dev/rbd0",   "/dev/sg1",     "/dev/disk/by-id/x", "/dev/block/sda",    "/dev/mem",
    "/dev/kmem",   "/dev/port",    "/dev/root",         "/dev/zd0",          "/dev/dasda1",
    "/dev/mapper", "/dev",         "/dev/zvol",         "/dev/zvol/tank/vm", "/dev/ubuntu-vg/ubuntu-lv",
    "/dev/drix/0", "/dev/raw/raw1"};

}  // namespace

const RuleCases block_device_exposed_cases{
    "block-device-exposed",
    {
        {"none", devices({}), passes()},
        {"other devices", devices({"/dev/kvm", "/dev/fuse", "/dev/net/tun", "/dev/snd", "/dev/dri/card0"}), passes()},
        {"names that begin alike",
         devices({"/dev/sd", "/dev/sdxyz1a", "/dev/memory", "/dev/mapperx", "/dev/loop-control", "/dev/nvme-fabrics",
                  "/dev/hdmi0", "/dev/vdswitch", "/dev/rtc0", "/dev/ports"}),
         passes()},
        {"such a name elsewhere", devices({"/device/sda"}), is_unknown(Cause::unresolved)},
        {"a relative name", devices({"dev/sda"}), is_unknown(Cause::unresolved)},
        {"a node outside /dev, by way of it", devices({"/dev/../srv/x"}), is_unknown(Cause::unresolved)},
        {"a node outside /dev besides a disk", devices({"/srv/x", "/dev/sda"}), violates("/dev/sda")},
        {"a node outside /dev besides privileges", both(devices({"/srv/x"}), privileged),
         implied_by("privileged", violates("/dev"))},
        {"directories without disks",
         devices({"/dev/bus/usb/001/002", "/dev/input/event0", "/dev/vfio/12", "/dev/infiniband/uverbs0",
                  "/dev/dma_heap/system", "/dev/serial/by-id/x", "/dev/v4l/by-id/x", "/dev/nvidia-caps/nvidia-cap1",
                  "/dev/char/10:200", "/dev/cpu/0/msr", "/dev/usb/hiddev0"}),
         passes()},
        {"each", devices(kStorage), violates(kStorage)},
        {"read-only", [](World& w) { w.container.devices = seen({Device{"/dev/sda", "/dev/xvda", "r"}}); },
         violates("/dev/sda")},
        {"twice", devices({"/dev/sda", "/dev/sda"}), violates("/dev/sda")},
        {"in another spelling", devices({"/dev/../dev//sda"}), violates("/dev/../dev//sda")},
        {"mounted", mounted("/dev/sda"), violates("/dev/sda")},
        {"mounted read-only", mounted("/dev/nvme0n1", false), violates("/dev/nvme0n1")},
        {"all of /dev mounted has its own rules", mounted("/dev"), passes()},
        {"a file system that an engine's volume mounts",
         [](World& w) {
           w.bind_volume("data", "/dev/sdb1");
           w.volumes[0].option_type = seen("ext4");
           w.volumes[0].option_o = seen("");
         },
         passes()},
        {"a node that a volume binds", [](World& w) { w.bind_volume("data", "/dev/sdb"); }, violates("/dev/sdb")},
        {"another node that a volume binds", [](World& w) { w.bind_volume("data", "/dev/snd"); }, passes()},
        {"privileged", privileged, implied_by("privileged", violates("/dev"))},
        {"given besides privileged", both(devices({"/dev/sda"}), privileged), violates({"/dev/sda", "/dev"})},
        {"users remapped", both(devices({"/dev/sda"}), users_remapped),
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"devices not reported", [](World& w) { w.container.devices = missing(); }, is_unknown()},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(Cause::null); }, is_unknown(Cause::null)},
        {"privileges not reported", [](World& w) { w.container.privileged = missing(); }, is_unknown()},
        {"what is certain is a violation",
         both(devices({"/dev/sda"}), [](World& w) { w.container.mounts = missing(); }), violates("/dev/sda")},
        {"engine does not say whether it remaps users",
         both(devices({"/dev/sda"}), [](World& w) { w.engine.security = missing(Cause::stale); }),
         is_unknown(Cause::stale)},
    }};

}  // namespace plimsoll::testing
