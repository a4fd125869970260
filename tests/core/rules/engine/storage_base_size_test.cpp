#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

namespace {

void use_devicemapper(World& w, std::vector<std::string> options) {
  w.engine.storage_driver = seen("devicemapper");
  w.engine.settings.storage_options = seen_texts(std::move(options));
}

}  // namespace

const RuleCases storage_base_size_cases{
    "storage-base-size",
    {
        {"another driver", [](World& w) { w.engine.settings.storage_options = seen_texts({"dm.basesize=50G"}); },
         does_not_apply(NotApplicable::other_storage_driver)},
        {"not set", [](World& w) { use_devicemapper(w, {}); }, passes()},
        {"set", [](World& w) { use_devicemapper(w, {"dm.thinpooldev=/dev/mapper/pool", "dm.basesize=50G"}); },
         violates("dm.basesize")},
        {"with spaces", [](World& w) { use_devicemapper(w, {" dm.basesize = 50G"}); }, violates("dm.basesize")},
        {"set twice", [](World& w) { use_devicemapper(w, {"dm.basesize=50G", "dm.basesize=60G"}); },
         violates("dm.basesize")},
        {"a similar name", [](World& w) { use_devicemapper(w, {"dm.basesize_max=50G", "", "   "}); }, passes()},
        {"options not readable",
         [](World& w) {
           use_devicemapper(w, {});
           w.engine.settings.storage_options = missing(Cause::no_permission);
         },
         is_unknown(Cause::no_permission)},
        {"driver not reported", [](World& w) { w.engine.storage_driver = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
