#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases storage_driver_deprecated_cases{
    "storage-driver-deprecated",
    {
        {"overlay2", [](World&) {}, passes()},
        {"the containerd image store", [](World& w) { w.engine.storage_driver = seen("overlayfs"); }, passes()},
        {"another that is maintained", [](World& w) { w.engine.storage_driver = seen("zfs"); }, passes()},
        {"aufs", [](World& w) { w.engine.storage_driver = seen("aufs"); }, violates("storage-driver")},
        {"devicemapper", [](World& w) { w.engine.storage_driver = seen("devicemapper"); }, violates("storage-driver")},
        {"overlay", [](World& w) { w.engine.storage_driver = seen("overlay"); }, violates("storage-driver")},
        {"vfs", [](World& w) { w.engine.storage_driver = seen("vfs"); }, violates("storage-driver")},
        {"not reported", [](World& w) { w.engine.storage_driver = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
