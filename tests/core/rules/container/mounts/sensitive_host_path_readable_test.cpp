#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

void plain_volume(World& w) {
  w.container.mounts = seen({Mount{.type = "volume",
                                   .source = "/var/lib/docker/volumes/v/_data",
                                   .destination = "/d",
                                   .volume_name = "v",
                                   .driver = "local"}});
  w.volumes = {
      {.name = "v", .driver = seen("local"), .option_type = seen(""), .option_device = seen(""), .option_o = seen("")}};
}

void allow(World& w, std::vector<std::string> paths) {
  w.settings.set(rule("sensitive-host-path-readable").settings[0], std::move(paths));
}

}  // namespace

const RuleCases sensitive_host_path_readable_cases{
    "sensitive-host-path-readable",
    {
        {"no mount", [](World&) {}, passes()},
        {"/", [](World& w) { w.bind("/", false); }, violates("/")},
        {"/etc", [](World& w) { w.bind("/etc", false); }, violates("/etc")},
        {"/etc/shadow", [](World& w) { w.bind("/etc/shadow", false); }, violates("/etc/shadow")},
        {"/etc/ssh", [](World& w) { w.bind("/etc/ssh", false); }, violates("/etc/ssh")},
        {"/etc/ssh/ssh_host_ed25519_key", [](World& w) { w.bind("/etc/ssh/ssh_host_ed25519_key", false); },
         violates("/etc/ssh/ssh_host_ed25519_key")},
        {"/etc/ssl", [](World& w) { w.bind("/etc/ssl", false); }, violates("/etc/ssl")},
        {"/etc/kubernetes/admin.conf", [](World& w) { w.bind("/etc/kubernetes/admin.conf", false); },
         violates("/etc/kubernetes/admin.conf")},
        {"/root", [](World& w) { w.bind("/root", false); }, violates("/root")},
        {"/root/.docker/config.json", [](World& w) { w.bind("/root/.docker/config.json", false); },
         violates("/root/.docker/config.json")},
        {"/home", [](World& w) { w.bind("/home", false); }, violates("/home")},
        {"/home/ann", [](World& w) { w.bind("/home/ann", false); }, violates("/home/ann")},
        {"/home/ann/.azure", [](World& w) { w.bind("/home/ann/.azure", false); }, violates("/home/ann/.azure")},
        {"/home/ann/.docker", [](World& w) { w.bind("/home/ann/.docker", false); }, violates("/home/ann/.docker")},
        {"/home/ann/.git-credentials", [](World& w) { w.bind("/home/ann/.git-credentials", false); },
         violates("/home/ann/.git-credentials")},
        {"/home/ann/.gnupg", [](World& w) { w.bind("/home/ann/.gnupg", false); }, violates("/home/ann/.gnupg")},
        {"/home/ann/.kube", [](World& w) { w.bind("/home/ann/.kube", false); }, violates("/home/ann/.kube")},
        {"/home/ann/.netrc", [](World& w) { w.bind("/home/ann/.netrc", false); }, violates("/home/ann/.netrc")},
        {"/home/ann/.ssh", [](World& w) { w.bind("/home/ann/.ssh", false); }, violates("/home/ann/.ssh")},
        {"/var/backups/shadow.bak", [](World& w) { w.bind("/var/backups/shadow.bak", false); },
         violates("/var/backups/shadow.bak")},
        {"/var/backups/mysql passes", [](World& w) { w.bind("/var/backups/mysql", false); }, passes()},
        {"/home/ann, writable", [](World& w) { w.bind("/home/ann"); }, violates("/home/ann")},
        {"/home/ann/.ssh/authorized_keys, writable", [](World& w) { w.bind("/home/ann/.ssh/authorized_keys"); },
         violates("/home/ann/.ssh/authorized_keys")},
        {"/home/ann/.aws", [](World& w) { w.bind("/home/ann/.aws", false); }, violates("/home/ann/.aws")},
        {"/var", [](World& w) { w.bind("/var", false); }, violates("/var")},
        {"/var/lib", [](World& w) { w.bind("/var/lib", false); }, violates("/var/lib")},
        {"/var/lib/docker", [](World& w) { w.bind("/var/lib/docker", false); }, violates("/var/lib/docker")},
        {"/var/lib/docker/containers", [](World& w) { w.bind("/var/lib/docker/containers", false); },
         violates("/var/lib/docker/containers")},
        {"/var/lib/containers/storage", [](World& w) { w.bind("/var/lib/containers/storage", false); },
         violates("/var/lib/containers/storage")},
        {"/run", [](World& w) { w.bind("/run", false); }, violates("/run")},
        {"/var/run", [](World& w) { w.bind("/var/run", false); }, violates("/var/run")},
        {"/run/dbus/system_bus_socket", [](World& w) { w.bind("/run/dbus/system_bus_socket", false); },
         violates("/run/dbus/system_bus_socket")},
        {"/run/user/1000", [](World& w) { w.bind("/run/user/1000", false); }, violates("/run/user/1000")},
        {"/proc/1/root/etc/shadow", [](World& w) { w.bind("/proc/1/root/etc/shadow", false); },
         violates("/proc/1/root/etc/shadow")},
        {"/etc/localtime passes", [](World& w) { w.bind("/etc/localtime", false); }, passes()},
        {"/etc/timezone passes", [](World& w) { w.bind("/etc/timezone", false); }, passes()},
        {"/etc/hosts passes", [](World& w) { w.bind("/etc/hosts", false); }, passes()},
        {"/etc/resolv.conf passes", [](World& w) { w.bind("/etc/resolv.conf", false); }, passes()},
        {"/etc/ssl/certs passes", [](World& w) { w.bind("/etc/ssl/certs", false); }, passes()},
        {"/etc/nginx/nginx.conf passes", [](World& w) { w.bind("/etc/nginx/nginx.conf", false); }, passes()},
        {"/etc/machine-id passes", [](World& w) { w.bind("/etc/machine-id", false); }, passes()},
        {"/etc/os-release passes", [](World& w) { w.bind("/etc/os-release", false); }, passes()},
        {"/etc/passwd passes", [](World& w) { w.bind("/etc/passwd", false); }, passes()},
        {"/etc/shadowing passes", [](World& w) { w.bind("/etc/shadowing", false); }, passes()},
        {"/etc/ssh/ssh_known_hosts passes", [](World& w) { w.bind("/etc/ssh/ssh_known_hosts", false); }, passes()},
        {"/usr passes", [](World& w) { w.bind("/usr", false); }, passes()},
        {"/usr/share/zoneinfo passes", [](World& w) { w.bind("/usr/share/zoneinfo", false); }, passes()},
        {"/lib/modules passes", [](World& w) { w.bind("/lib/modules", false); }, passes()},
        {"/proc passes", [](World& w) { w.bind("/proc", false); }, passes()},
        {"/sys passes", [](World& w) { w.bind("/sys", false); }, passes()},
        {"/dev passes", [](World& w) { w.bind("/dev", false); }, passes()},
        {"/var/log passes", [](World& w) { w.bind("/var/log", false); }, passes()},
        {"/srv passes", [](World& w) { w.bind("/srv", false); }, passes()},
        {"/home/ann/project passes", [](World& w) { w.bind("/home/ann/project", false); }, passes()},
        {"/opt/app passes", [](World& w) { w.bind("/opt/app", false); }, passes()},
        {"/run/udev passes", [](World& w) { w.bind("/run/udev", false); }, passes()},
        {"/run/docker.sock passes", [](World& w) { w.bind("/run/docker.sock", false); }, passes()},
        {"/root/scripts passes", [](World& w) { w.bind("/root/scripts", false); }, passes()},
        {"writable is another rule's", [](World& w) { w.bind("/etc"); }, passes()},
        {"writable, users remapped",
         [](World& w) {
           w.remap_users();
           w.bind("/etc");
         },
         violates("/etc")},
        {"writable code, users remapped",
         [](World& w) {
           w.remap_users();
           w.bind("/usr");
         },
         passes()},
        {"writable, remapping not known",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.bind("/etc");
         },
         is_unknown(Cause::wrong_type)},
        {"read-only, remapping not known",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.bind("/etc", false);
         },
         violates("/etc")},
        {"harmless, remapping not known",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.bind("/srv");
         },
         passes()},
        {"a volume that binds", [](World& w) { w.bind_volume("innocent", "/root", false); }, violates("/root")},
        {"a volume of its own", [](World& w) { plain_volume(w); }, passes()},
        {"allowed by the policy",
         [](World& w) {
           allow(w, {"/var/lib/docker/containers"});
           w.bind("/var/lib/docker/containers", false);
         },
         passes()},
        {"above what the policy allows",
         [](World& w) {
           allow(w, {"/var/lib/docker/containers"});
           w.bind("/var/lib/docker", false);
         },
         violates("/var/lib/docker")},
        {"engine does not tell its root directory",
         [](World& w) {
           w.engine.root_directory = missing();
           w.bind("/srv", false);
         },
         is_unknown()},
        {"volume of a plugin",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
        {"volume of a plugin that is trusted",
         [](World& w) {
           w.settings.set(rule("sensitive-host-path-readable").settings[1], {"rexray"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         passes()},
        {"volume of a plugin, another is trusted",
         [](World& w) {
           w.settings.set(rule("sensitive-host-path-readable").settings[1], {"rex", "local"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
    }};

TEST(SensitiveHostPathReadable, FixRemovesTheMount) {
  World w;
  w.bind("/etc", false);
  EXPECT_THAT(spelled(fix_in(rule("sensitive-host-path-readable"), w)),
              ::testing::ElementsAre("- --volume=/etc:/mnt:ro | volumes: [\"/etc:/mnt:ro\"]"));
}

}  // namespace plimsoll::testing
