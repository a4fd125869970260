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

extern const RuleCases engine_api_on_loopback_cases{
    rules::engine_api_on_loopback,
    {
        {"systemd passes the socket", [](World&) {}, does_not_apply(NotApplicable::not_listening)},
        {"IPv4", [](World& w) { listen(w, {"tcp://127.0.0.1:2375"}); }, violates("tcp://127.0.0.1:2375")},
        {"another address of loopback", [](World& w) { listen(w, {"tcp://127.1.2.3:2375"}); },
         violates("tcp://127.1.2.3:2375")},
        {"IPv6", [](World& w) { listen(w, {"tcp://[::1]:2375"}); }, violates("tcp://[::1]:2375")},
        {"a port alone is localhost", [](World& w) { listen(w, {"tcp://:2375"}); }, violates("tcp://localhost:2375")},
        {"nothing but the scheme is localhost", [](World& w) { listen(w, {"tcp://"}); }, violates("tcp://localhost")},
        {"clients are verified",
         [](World& w) {
           listen(w, {"tcp://127.0.0.1:2376"});
           verify(w);
         },
         passes()},
        {"the network, which another rule tells", [](World& w) { listen(w, {"tcp://0.0.0.0:2375"}); }, passes()},
        {"both", [](World& w) { listen(w, {"tcp://0.0.0.0:2375", "tcp://localhost:2375"}); },
         violates("tcp://localhost:2375")},
        {"warned of, settings not readable",
         [](World& w) {
           warn(w, "http://127.0.0.1:2375");
           w.engine.settings.hosts = missing(Cause::no_permission);
         },
         violates("tcp://127.0.0.1:2375")},
        {"warned of the network, settings not readable",
         [](World& w) {
           warn(w, "http://0.0.0.0:2375");
           w.engine.settings.hosts = missing(Cause::no_permission);
         },
         passes()},
        {"settings not readable, and nothing is told of warnings",
         [](World& w) {
           w.engine.warnings = missing();
           w.engine.settings.hosts = missing(Cause::no_permission);
         },
         is_unknown(Cause::no_permission)},
        {"verification not readable",
         [](World& w) {
           listen(w, {"tcp://localhost:2376"});
           w.engine.warnings = missing();
           w.engine.settings.tls_verify = missing(Cause::malformed);
         },
         is_unknown(Cause::malformed)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
