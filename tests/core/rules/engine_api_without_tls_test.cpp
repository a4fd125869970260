#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine_cases.hpp"

namespace plimsoll::testing {

namespace {

void listen(World& w, std::vector<std::string> hosts) { w.engine.settings.hosts = seen_texts(std::move(hosts)); }

void warn(World& w, std::string address) {
  w.engine.warnings = seen_texts({"WARNING: bridge-nf-call-iptables is disabled",
                                  "[DEPRECATION NOTICE]: API is accessible on " + std::move(address) +
                                      " without encryption.\n         Access to the remote API is equivalent to root"});
}

void verify(World& w) { w.engine.settings.tls = w.engine.settings.tls_verify = seen(true); }

}  // namespace

extern const RuleCases engine_api_without_tls_cases{
    rules::engine_api_without_tls,
    {
        {"systemd passes the socket", [](World&) {}, does_not_apply(NotApplicable::not_listening)},
        {"a Unix socket", [](World& w) { listen(w, {"unix:///var/run/docker.sock"}); },
         does_not_apply(NotApplicable::not_listening)},
        {"no host at all", [](World& w) { listen(w, {}); }, does_not_apply(NotApplicable::not_listening)},
        {"every address", [](World& w) { listen(w, {"fd://", "tcp://0.0.0.0:2375"}); }, violates("tcp://0.0.0.0:2375")},
        {"every address of both families, as a list",
         [](World& w) { listen(w, {"unix:///run/docker.sock", "tcp://[::]:2375", "tcp://192.0.2.1:2375"}); },
         violates({"tcp://[::]:2375", "tcp://192.0.2.1:2375"})},
        {"without a scheme", [](World& w) { listen(w, {"192.0.2.1:2375"}); }, violates("tcp://192.0.2.1:2375")},
        {"encrypted, but every client may",
         [](World& w) {
           listen(w, {"tcp://0.0.0.0:2376"});
           w.engine.settings.tls = seen(true);
         },
         violates("tcp://0.0.0.0:2376")},
        {"clients are verified",
         [](World& w) {
           listen(w, {"tcp://0.0.0.0:2376"});
           verify(w);
         },
         passes()},
        {"a name that only looks like loopback", [](World& w) { listen(w, {"tcp://127.evil.example:2375"}); },
         violates("tcp://127.evil.example:2375")},
        {"loopback", [](World& w) { listen(w, {"tcp://127.0.0.1:2375"}); }, passes()},
        {"warned of, settings not readable",
         [](World& w) {
           warn(w, "http://0.0.0.0:2375");
           w.engine.settings.hosts = missing(Cause::no_permission);
         },
         violates("tcp://0.0.0.0:2375")},
        {"warned of with TLS", [](World& w) { warn(w, "https://[::]:2376"); }, violates("tcp://[::]:2376")},
        {"told and warned of",
         [](World& w) {
           warn(w, "http://0.0.0.0:2375");
           listen(w, {"tcp://0.0.0.0:2375"});
         },
         violates("tcp://0.0.0.0:2375")},
        {"told to verify and warned of: it was not restarted",
         [](World& w) {
           warn(w, "http://0.0.0.0:2375");
           listen(w, {"tcp://0.0.0.0:2375"});
           verify(w);
         },
         violates("tcp://0.0.0.0:2375")},
        {"warned of something else",
         [](World& w) {
           w.engine.warnings = seen_texts({"API is accessible on http", "WARNING: No swap limit support"});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"no warning, settings not readable", [](World& w) { w.engine.settings.hosts = missing(Cause::no_permission); },
         passes()},
        {"settings not readable, and nothing is told of warnings",
         [](World& w) {
           w.engine.warnings = missing();
           w.engine.settings.hosts = missing(Cause::no_permission);
         },
         is_unknown(Cause::no_permission)},
        {"warnings not reported, settings say no", [](World& w) { w.engine.warnings = missing(); },
         does_not_apply(NotApplicable::not_listening)},
        {"verification not readable",
         [](World& w) {
           listen(w, {"tcp://0.0.0.0:2376"});
           w.engine.warnings = missing();
           w.engine.settings.tls_verify = missing(Cause::malformed);
         },
         is_unknown(Cause::malformed)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
