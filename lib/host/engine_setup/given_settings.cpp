#include "lib/host/engine_setup/given_settings.hpp"

namespace plimsoll::host {
namespace {

using Given = GivenSettings;

const Option kOptions[] = {
    {"allow-direct-routing", 0, "allow-direct-routing", &Given::allow_direct_routing},
    {"ip6tables", 0, "ip6tables", &Given::ip6tables},
    {"iptables", 0, "iptables", &Given::iptables},
    {"no-new-privileges", 0, "no-new-privileges", &Given::no_new_privileges},
    {"tls", 0, "tls", &Given::tls},
    {"tlsverify", 0, "tlsverify", &Given::tls_verify},
    {"userland-proxy", 0, "userland-proxy", &Given::userland_proxy},

    {"cgroup-parent", 0, "cgroup-parent", &Given::cgroup_parent},
    {"config-file", 0, "", &Given::configuration_file},
    {"containerd", 0, "containerd", &Given::containerd},
    {"exec-root", 0, "exec-root", &Given::exec_root},
    {"group", 'G', "group", &Given::group},
    {"ip", 0, "ip", &Given::publish_address},
    {"log-level", 'l', "log-level", &Given::log_level},
    {"metrics-addr", 0, "metrics-addr", &Given::metrics_address},
    {"min-api-version", 0, "min-api-version", &Given::min_api_version},
    {"tlscacert", 0, "tlscacert", &Given::tls_ca_certificate},
    {"tlscert", 0, "tlscert", &Given::tls_certificate},
    {"tlskey", 0, "tlskey", &Given::tls_key},

    {"add-runtime", 0, "runtimes", ListOption{&Given::runtimes, Elements::runtimes}},
    {"default-ulimit", 0, "default-ulimits", ListOption{&Given::default_ulimits, Elements::names}},
    {"host", 'H', "hosts", ListOption{&Given::hosts}},
    {"log-opt", 0, "log-opts", ListOption{&Given::log_options, Elements::names}},
    {"storage-opt", 0, "storage-opts", ListOption{&Given::storage_options}},
};

}  // namespace

std::span<const Option> engine_options() { return kOptions; }

}  // namespace plimsoll::host
