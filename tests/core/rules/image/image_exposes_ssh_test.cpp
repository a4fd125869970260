#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases image_exposes_ssh_cases{
    "image-exposes-ssh",
    {

        {"another port", [](World&) {}, passes()},
        {"22", [](World& w) { w.image.exposed_ports = seen_texts({"80/tcp", "22/tcp"}); }, violates("22/tcp")},
        {"ports that look alike",
         [](World& w) { w.image.exposed_ports = seen_texts({"22/udp", "2222/tcp", "222/tcp"}); }, passes()},
        {"not read", [](World& w) { w.image.exposed_ports = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
