#include <initializer_list>

#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

AuditRule watch(std::string path, std::string permissions = "wa") {
  return {.path = std::move(path), .below = true, .permissions = std::move(permissions)};
}

AuditRule exclusion(std::string path) {
  return {.never = true, .path = std::move(path), .below = true, .permissions = "rwxa"};
}

void audit(World& world, std::vector<AuditRule> rules) {
  world.host.audit_rules = seen(AuditRules{.rules = std::move(rules)});
}

/// One file there, and the rules.
void set_up(World& world, EngineFileRole role, std::string path, std::vector<AuditRule> rules) {
  have_files(world, {engine_file(role, std::move(path))});
  audit(world, std::move(rules));
}

using enum EngineFileRole;

}  // namespace

const RuleCases engine_file_not_audited_cases{
    "engine-file-not-audited",
    {
        {"itself",
         [](World& w) { set_up(w, daemon_json, "/etc/docker/daemon.json", {watch("/etc/docker/daemon.json")}); },
         passes()},
        {"a directory above it", [](World& w) { set_up(w, daemon_json, "/etc/docker/daemon.json", {watch("/etc")}); },
         passes()},
        {"everything", [](World& w) { set_up(w, daemon_json, "/etc/docker/daemon.json", {watch("/")}); }, passes()},
        {"the directory above it alone",
         [](World& w) {
           set_up(w, daemon_json, "/etc/docker/daemon.json", {{.path = "/etc/docker", .permissions = "wa"}});
         },
         violates("/etc/docker/daemon.json")},
        {"no rule", [](World& w) { set_up(w, daemon_json, "/etc/docker/daemon.json", {}); },
         violates("/etc/docker/daemon.json")},
        {"a path that begins with the same letters",
         [](World& w) {
           set_up(w, daemon_json, "/etc/docker/daemon.json", {watch("/etc/dock"), watch("/etc/docker/d")});
         },
         violates("/etc/docker/daemon.json")},

        {"a directory", [](World& w) { set_up(w, config_directory, "/etc/docker", {watch("/etc/docker")}); }, passes()},
        {"only a file in the directory",
         [](World& w) { set_up(w, config_directory, "/etc/docker", {watch("/etc/docker/daemon.json")}); },
         violates("/etc/docker")},
        {"the directory without what is in it",
         [](World& w) { set_up(w, config_directory, "/etc/docker", {{.path = "/etc/docker", .permissions = "wa"}}); },
         violates("/etc/docker")},
        {"only the socket in containerd's directory",
         [](World& w) {
           set_up(w, containerd_directory, "/run/containerd", {watch("/run/containerd/containerd.sock", "rwxa")});
         },
         violates("/run/containerd")},
        {"a shim for containerd",
         [](World& w) {
           set_up(w, containerd, "/usr/bin/containerd", {watch("/usr/bin/containerd-shim-runc-v2", "x")});
         },
         violates("/usr/bin/containerd")},
        {"a newer shim for the old one",
         [](World& w) {
           set_up(w, containerd_shim, "/usr/bin/containerd-shim", {watch("/usr/bin/containerd-shim-runc-v2", "x")});
         },
         violates("/usr/bin/containerd-shim")},

        {"data excluded, and nothing else",
         [](World& w) { set_up(w, data_root, "/var/lib/docker", {exclusion("/var/lib/docker/overlay2")}); },
         violates("/var/lib/docker")},
        {"data audited without what containers write",
         [](World& w) {
           set_up(w, data_root, "/var/lib/docker", {exclusion("/var/lib/docker/overlay2"), watch("/var/lib/docker")});
         },
         passes()},
        {"excluded before it is audited",
         [](World& w) { set_up(w, data_root, "/var/lib/docker", {exclusion("/var/lib"), watch("/var/lib/docker")}); },
         violates("/var/lib/docker")},
        {"excluded after it is audited",
         [](World& w) { set_up(w, data_root, "/var/lib/docker", {watch("/var/lib/docker"), exclusion("/var/lib")}); },
         passes()},

        {"changes, not attributes",
         [](World& w) { set_up(w, runc, "/usr/sbin/runc", {watch("/usr/sbin/runc", "wa")}); },
         violates("/usr/sbin/runc")},
        {"program run", [](World& w) { set_up(w, runc, "/usr/sbin/runc", {watch("/usr/sbin/runc", "x")}); }, passes()},
        {"file: writing, not its attributes",
         [](World& w) { set_up(w, daemon_json, "/etc/docker/daemon.json", {watch("/etc/docker", "rwx")}); },
         violates("/etc/docker/daemon.json")},
        {"two rules together",
         [](World& w) {
           set_up(w, daemon_json, "/etc/docker/daemon.json", {watch("/etc/docker", "w"), watch("/etc/docker", "ra")});
         },
         passes()},
        {"a rule of the link's target",
         [](World& w) {
           have_files(
               w,
               {{.role = runc, .path = "/usr/bin/runc", .real_path = "/usr/sbin/runc", .status = seen(FileStatus{})}});
           audit(w, {watch("/usr/sbin/runc", "x")});
         },
         passes()},
        {"a rule of the link's own name",
         [](World& w) {
           have_files(
               w,
               {{.role = runc, .path = "/usr/bin/runc", .real_path = "/usr/sbin/runc", .status = seen(FileStatus{})}});
           audit(w, {watch("/usr/bin/runc", "x")});
         },
         violates("/usr/bin/runc")},
        {"switched off",
         [](World& w) {
           set_up(w, daemon_json, "/etc/docker/daemon.json", {});
           w.host.audit_rules = seen(AuditRules{.enabled = false, .rules = {watch("/etc/docker")}});
         },
         violates("/etc/docker/daemon.json")},

        {"each kind of file, none audited",
         [](World& w) {
           std::vector<EngineFile> files;
           for (const EngineFileRole role : {dockerd,
                                             containerd,
                                             containerd_shim,
                                             containerd_shim_runc_v1,
                                             containerd_shim_runc_v2,
                                             runc,
                                             containerd_directory,
                                             data_root,
                                             config_directory,
                                             daemon_json,
                                             service_unit,
                                             socket_unit,
                                             api_socket,
                                             containerd_socket,
                                             containerd_config,
                                             environment_file,
                                             sysconfig_file,
                                             registry_certificate,
                                             tls_ca_certificate,
                                             tls_certificate,
                                             tls_key})
             files.push_back(engine_file(role, "/" + std::string(to_string(role))));
           have_files(w, std::move(files));
         },
         violates({"/dockerd", "/containerd", "/containerd_shim", "/containerd_shim_runc_v1",
                   "/containerd_shim_runc_v2", "/runc", "/containerd_directory", "/data_root", "/config_directory",
                   "/daemon_json", "/service_unit", "/socket_unit", "/api_socket", "/containerd_socket",
                   "/containerd_config", "/environment_file", "/sysconfig_file"})},
        {"only files that nobody wants audited",
         [](World& w) { have_files(w, {engine_file(tls_key, "/etc/docker/key.pem")}); },
         does_not_apply(NotApplicable::no_such_file)},
        {"no file", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},

        {"where it is could not be told", [](World& w) { have_files(w, {unreadable_file(dockerd, "")}); },
         is_unknown(Cause::no_permission)},
        {"status unreadable, place known",
         [](World& w) {
           have_files(
               w,
               {{.role = dockerd, .path = "/usr/sbin/dockerd", .real_path = "/usr/sbin/dockerd", .status = missing()}});
           audit(w, {watch("/usr/sbin", "x")});
         },
         passes()},
        {"one unreadable, another not audited",
         [](World& w) { have_files(w, {unreadable_file(dockerd, ""), engine_file(runc, "/usr/sbin/runc")}); },
         violates("/usr/sbin/runc")},
        {"one unreadable, another audited",
         [](World& w) {
           have_files(w, {unreadable_file(dockerd, ""), engine_file(runc, "/usr/sbin/runc")});
           audit(w, {watch("/usr/sbin", "x")});
         },
         is_unknown(Cause::no_permission)},
        {"rules unreadable",
         [](World& w) {
           set_up(w, daemon_json, "/etc/docker/daemon.json", {});
           w.host.audit_rules = missing(Cause::no_permission);
         },
         is_unknown(Cause::no_permission)},
        {"files not read", [](World& w) { w.host.engine_files = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
