#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

namespace {

void listen(World& w, std::vector<std::string> hosts) { w.engine.settings.hosts = seen_texts(std::move(hosts)); }

void hold(World& w, Listener socket) { w.engine.listeners = seen({std::move(socket)}); }

void warn(World& w, std::string address) {
  w.engine.warnings = seen_texts({"WARNING: bridge-nf-call-iptables is disabled",
                                  "[DEPRECATION NOTICE]: API is accessible on " + std::move(address) +
                                      " without encryption.\n         Access to the remote API is equivalent to root"});
}

void verify(World& w) { w.engine.settings.tls = w.engine.settings.tls_verify = seen(true); }

}  // namespace

const RuleCases engine_api_without_tls_cases{
    "engine-api-without-tls",
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
        {"systemd passes a TCP socket", [](World& w) { hold(w, {"0.0.0.0", 2375}); }, violates("tcp://0.0.0.0:2375")},
        {"systemd passes an IPv6 socket", [](World& w) { hold(w, {"::", 4243}); }, violates("tcp://[::]:4243")},
        {"systemd passes one that another rule tells", [](World& w) { hold(w, {"127.0.0.1", 2375}); }, passes()},
        {"clients of a passed socket are verified",
         [](World& w) {
           hold(w, {"0.0.0.0", 2376});
           verify(w);
         },
         passes()},
        {"a socket, and verification is not readable",
         [](World& w) {
           hold(w, {"0.0.0.0", 2376});
           w.engine.settings.tls_verify = missing(Cause::malformed);
         },
         is_unknown(Cause::malformed)},
        {"one was told, the other passed",
         [](World& w) {
           listen(w, {"fd://", "tcp://0.0.0.0:2375"});
           hold(w, {"0.0.0.0", 2374});
         },
         violates({"tcp://0.0.0.0:2375", "tcp://0.0.0.0:2374"})},
        {"sockets are of no matter if none is passed",
         [](World& w) {
           listen(w, {"unix:///run/docker.sock"});
           hold(w, {"0.0.0.0", 2375});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"systemd passes sockets, and nobody saw which",
         [](World& w) { w.engine.listeners = missing(Cause::no_permission); }, is_unknown(Cause::no_permission)},
        {"sockets not seen, and the engine warns",
         [](World& w) {
           w.engine.listeners = missing(Cause::no_permission);
           warn(w, "http://0.0.0.0:2375");
         },
         violates("tcp://0.0.0.0:2375")},
        {"settings not readable, a socket is there",
         [](World& w) {
           w.engine.settings.hosts = missing(Cause::no_permission);
           w.engine.settings.tls_verify = missing(Cause::no_permission);
           hold(w, {"0.0.0.0", 2375});
         },
         is_unknown(Cause::no_permission)},
        {"neither settings nor sockets are readable",
         [](World& w) {
           w.engine.settings.hosts = missing(Cause::no_permission);
           w.engine.listeners = missing(Cause::unreadable);
         },
         is_unknown(Cause::unreadable)},
        {"ports of the swarm", [](World& w) { hold(w, {"0.0.0.0", 2377}); },
         does_not_apply(NotApplicable::not_listening)},
        {"the metrics",
         [](World& w) {
           w.engine.settings.metrics_address = seen("0.0.0.0:9323");
           hold(w, {"0.0.0.0", 9323});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"maybe the metrics",
         [](World& w) {
           w.engine.settings.metrics_address = missing(Cause::malformed);
           hold(w, {"0.0.0.0", 9323});
         },
         is_unknown(Cause::malformed)},
        {"a container's port, without a proxy",
         [](World& w) {
           w.container.published_ports =
               seen({PublishedPort{.host_port = 8080, .container_port = 80, .protocol = "tcp"}});
           hold(w, {"0.0.0.0", 8080});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"maybe a container's port",
         [](World& w) {
           w.container.published_ports = missing(Cause::wrong_type);
           hold(w, {"0.0.0.0", 8080});
         },
         is_unknown(Cause::wrong_type)},
        {"maybe the port of a swarm's service",
         [](World& w) {
           w.engine.swarm = seen(SwarmNode{.state = "active"});
           hold(w, {"0.0.0.0", 8080});
         },
         is_unknown(Cause::unresolved)},
        {"nobody tells of a swarm",
         [](World& w) {
           w.engine.swarm = missing();
           hold(w, {"0.0.0.0", 8080});
         },
         is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
