#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> volumes(std::vector<std::string> paths) {
  return [=](World& w) { w.image.volumes = seen_texts(paths); };
}

}  // namespace

const RuleCases image_volume_sensitive_cases{
    "image-volume-sensitive",
    {

        {"none", [](World&) {}, passes()},
        {"data", volumes({"/data", "/var/lib/web"}), passes()},
        {"each of them", volumes({"/dev", "/proc", "/sys"}), violates({"/dev", "/proc", "/sys"})},
        {"below, with a slash at its end", volumes({"/sys/fs/cgroup/"}), violates("/sys/fs/cgroup/")},
        {"names that begin alike", volumes({"/process", "/devices", "/srv/sys", "/system"}), passes()},
        {"not read", [](World& w) { w.image.volumes = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
