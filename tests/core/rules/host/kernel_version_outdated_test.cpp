#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

void run_kernel(World& world, const char* version) { world.engine.kernel_version = seen(version); }

}  // namespace

// Every world is on 2026-11-22.
const RuleCases kernel_version_outdated_cases{
    "kernel-version-outdated",
    {
        {"long-term", [](World& w) { run_kernel(w, "6.1.0-18-amd64"); }, passes()},
        {"long-term, in its last month but one", [](World& w) { run_kernel(w, "5.10.0-28-cloud-amd64"); }, passes()},
        {"long-term, ended", [](World& w) { run_kernel(w, "5.4.0-150-generic"); }, violates("kernel")},
        {"short-term, between two that live", [](World& w) { run_kernel(w, "6.17.1"); }, violates("kernel")},
        {"before any that lives", [](World& w) { run_kernel(w, "3.10.0-1160.el7.x86_64"); }, violates("kernel")},
        {"newer than the table", [](World& w) { run_kernel(w, "6.19.2"); }, passes()},
        {"of the next major number", [](World& w) { run_kernel(w, "7.0.0-rc1"); }, passes()},
        {"not 6.12 and not 6.1", [](World& w) { run_kernel(w, "6.2.1"); }, violates("kernel")},
        {"of a distribution that repairs it", [](World& w) { run_kernel(w, "5.14.0-427.13.1.el9_4.x86_64"); },
         passes()},
        {"of another series that begins so", [](World& w) { run_kernel(w, "6.80.0"); }, passes()},
        {"of a distribution that the policy no longer trusts",
         [](World& w) {
           run_kernel(w, "5.14.0-427.13.1.el9_4.x86_64");
           w.settings.set(rule("kernel-version-outdated").settings[0], std::vector<std::string>{});
         },
         violates("kernel")},
        {"of a series that the policy names",
         [](World& w) {
           run_kernel(w, "4.14.336-257.562.amzn2.x86_64");
           w.settings.set(rule("kernel-version-outdated").settings[0], {"4.14"});
         },
         passes()},
        {"two numbers alone", [](World& w) { run_kernel(w, "6.12"); }, passes()},
        {"one number", [](World& w) { run_kernel(w, "6"); }, is_unknown(Cause::malformed)},
        {"a dot and no number", [](World& w) { run_kernel(w, "6."); }, is_unknown(Cause::malformed)},
        {"below zero", [](World& w) { run_kernel(w, "-6.1"); }, is_unknown(Cause::malformed)},
        {"larger than any number", [](World& w) { run_kernel(w, "99999999999999999999.1"); },
         is_unknown(Cause::malformed)},
        {"nothing", [](World& w) { run_kernel(w, ""); }, is_unknown(Cause::malformed)},
        {"not reported", [](World& w) { w.engine.kernel_version = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
