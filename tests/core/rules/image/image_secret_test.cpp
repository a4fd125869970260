#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

void argument(World& w) { w.image.faulty_steps = seen({ImageStep{4, "ARG", StepFault::secret_name, "DB_PASSWORD"}}); }

}  // namespace

const RuleCases image_secret_cases{
    "image-secret",
    {

        {"none", [](World&) {}, passes()},
        {"a variable", [](World& w) { w.image.secret_environment = seen_texts({"API_TOKEN"}); }, violates("API_TOKEN")},
        {"an argument of the build", argument, violates("DB_PASSWORD")},
        {"a variable that its step told too",
         [](World& w) {
           w.image.secret_environment = seen_texts({"DB_PASSWORD"});
           w.image.faulty_steps = seen({ImageStep{4, "ENV", StepFault::secret_name, "DB_PASSWORD"}});
         },
         violates("DB_PASSWORD")},
        {"a step with another fault",
         [](World& w) { w.image.faulty_steps = seen({ImageStep{4, "ADD", StepFault::add_instruction, "an address"}}); },
         passes()},
        {"variables not read", [](World& w) { w.image.secret_environment = missing(); }, is_unknown()},
        {"history not read", [](World& w) { w.image.faulty_steps = missing(Cause::too_large); },
         is_unknown(Cause::too_large)},
        {"an argument, variables not read",
         [](World& w) {
           argument(w);
           w.image.secret_environment = missing();
         },
         violates("DB_PASSWORD")},
    }};

}  // namespace plimsoll::testing
