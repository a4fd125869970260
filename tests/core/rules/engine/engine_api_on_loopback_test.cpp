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

const RuleCases engine_api_on_loopback_cases{
    "engine-api-on-loopback",
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
        {"systemd passes a TCP socket", [](World& w) { hold(w, {"127.0.0.1", 2375}); },
         violates("tcp://127.0.0.1:2375")},
        {"systemd passes an IPv6 socket", [](World& w) { hold(w, {"::1", 4243}); }, violates("tcp://[::1]:4243")},
        {"systemd passes one that another rule tells", [](World& w) { hold(w, {"192.0.2.1", 2375}); }, passes()},
        {"clients of a passed socket are verified",
         [](World& w) {
           hold(w, {"127.0.0.1", 2376});
           verify(w);
         },
         passes()},
        {"a socket, and verification is not readable",
         [](World& w) {
           hold(w, {"127.0.0.1", 2376});
           w.engine.settings.tls_verify = missing(Cause::malformed);
         },
         is_unknown(Cause::malformed)},
        {"one was told, the other passed",
         [](World& w) {
           listen(w, {"fd://", "tcp://127.0.0.1:2375"});
           hold(w, {"127.0.0.1", 2374});
         },
         violates({"tcp://127.0.0.1:2375", "tcp://127.0.0.1:2374"})},
        {"sockets are of no matter if none is passed",
         [](World& w) {
           listen(w, {"unix:///run/docker.sock"});
           hold(w, {"127.0.0.1", 2375});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"systemd passes sockets, and nobody saw which",
         [](World& w) { w.engine.listeners = missing(Cause::no_permission); }, is_unknown(Cause::no_permission)},
        {"sockets not seen, and the engine warns",
         [](World& w) {
           w.engine.listeners = missing(Cause::no_permission);
           warn(w, "http://127.0.0.1:2375");
         },
         violates("tcp://127.0.0.1:2375")},
        {"settings not readable, a socket is there",
         [](World& w) {
           w.engine.settings.hosts = missing(Cause::no_permission);
           w.engine.settings.tls_verify = missing(Cause::no_permission);
           hold(w, {"127.0.0.1", 2375});
         },
         is_unknown(Cause::no_permission)},
        {"neither settings nor sockets are readable",
         [](World& w) {
           w.engine.settings.hosts = missing(Cause::no_permission);
           w.engine.listeners = missing(Cause::unreadable);
         },
         is_unknown(Cause::unreadable)},
        {"ports of the swarm", [](World& w) { hold(w, {"127.0.0.1", 2377}); },
         does_not_apply(NotApplicable::not_listening)},
        {"the metrics",
         [](World& w) {
           w.engine.settings.metrics_address = seen("127.0.0.1:9323");
           hold(w, {"127.0.0.1", 9323});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"maybe the metrics",
         [](World& w) {
           w.engine.settings.metrics_address = missing(Cause::malformed);
           hold(w, {"127.0.0.1", 9323});
         },
         is_unknown(Cause::malformed)},
        {"a container's port, without a proxy",
         [](World& w) {
           w.container.published_ports =
               seen({PublishedPort{.host_port = 8080, .container_port = 80, .protocol = "tcp"}});
           hold(w, {"127.0.0.1", 8080});
         },
         does_not_apply(NotApplicable::not_listening)},
        {"maybe a container's port",
         [](World& w) {
           w.container.published_ports = missing(Cause::wrong_type);
           hold(w, {"127.0.0.1", 8080});
         },
         is_unknown(Cause::wrong_type)},
        {"maybe the port of a swarm's service",
         [](World& w) {
           w.engine.swarm = seen(SwarmNode{.state = "active"});
           hold(w, {"127.0.0.1", 8080});
         },
         is_unknown(Cause::unresolved)},
        {"nobody tells of a swarm",
         [](World& w) {
           w.engine.swarm = missing();
           hold(w, {"127.0.0.1", 8080});
         },
         is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
