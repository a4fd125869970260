#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases service_secret_in_environment_cases{
    "service-secret-in-environment",
    {
        {"none", [](World&) {}, passes()},
        {"two", [](World& w) { w.service.secret_environment = seen_texts({"DB_PASSWORD", "API_TOKEN"}); },
         violates({"DB_PASSWORD", "API_TOKEN"})},
        {"one beside a secret of the swarm",
         [](World& w) {
           w.service.secret_environment = seen_texts({"DB_PASSWORD"});
           w.service.secrets = seen_texts({"tls"});
         },
         violates("DB_PASSWORD")},
        {"a secret of the swarm", [](World& w) { w.service.secrets = seen_texts({"db_password"}); }, passes()},
        {"not reported", [](World& w) { w.service.secret_environment = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
