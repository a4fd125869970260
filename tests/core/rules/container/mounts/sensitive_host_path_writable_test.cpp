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
  w.settings.set(rule("sensitive-host-path-writable").settings[0], std::move(paths));
}

}  // namespace

const RuleCases sensitive_host_path_writable_cases{
    "sensitive-host-path-writable",
    {
        {"no mount", [](World&) {}, passes()},
        {"/", [](World& w) { w.bind("/"); }, violates("/")},
        {"/etc", [](World& w) { w.bind("/etc"); }, violates("/etc")},
        {"/etc/cron.d", [](World& w) { w.bind("/etc/cron.d"); }, violates("/etc/cron.d")},
        {"/etc/systemd/system/x.service", [](World& w) { w.bind("/etc/systemd/system/x.service"); },
         violates("/etc/systemd/system/x.service")},
        {"/etc/shadow", [](World& w) { w.bind("/etc/shadow"); }, violates("/etc/shadow")},
        {"/etc/passwd", [](World& w) { w.bind("/etc/passwd"); }, violates("/etc/passwd")},
        {"/etc/hosts passes", [](World& w) { w.bind("/etc/hosts"); }, passes()},
        {"/etc/nginx/nginx.conf passes", [](World& w) { w.bind("/etc/nginx/nginx.conf"); }, passes()},
        {"/etc/cron.daily.old passes", [](World& w) { w.bind("/etc/cron.daily.old"); }, passes()},
        {"/usr/share/nginx/html passes", [](World& w) { w.bind("/usr/share/nginx/html"); }, passes()},
        {"/usr", [](World& w) { w.bind("/usr"); }, violates("/usr")},
        {"/usr/bin/docker", [](World& w) { w.bind("/usr/bin/docker"); }, violates("/usr/bin/docker")},
        {"/bin", [](World& w) { w.bind("/bin"); }, violates("/bin")},
        {"/lib64", [](World& w) { w.bind("/lib64"); }, violates("/lib64")},
        {"/sbin", [](World& w) { w.bind("/sbin"); }, violates("/sbin")},
        {"/lib/modules", [](World& w) { w.bind("/lib/modules"); }, violates("/lib/modules")},
        {"/usr/local", [](World& w) { w.bind("/usr/local"); }, violates("/usr/local")},
        {"/usr/local/bin", [](World& w) { w.bind("/usr/local/bin"); }, violates("/usr/local/bin")},
        {"/boot", [](World& w) { w.bind("/boot"); }, violates("/boot")},
        {"/opt", [](World& w) { w.bind("/opt"); }, violates("/opt")},
        {"/root", [](World& w) { w.bind("/root"); }, violates("/root")},
        {"/root/.ssh", [](World& w) { w.bind("/root/.ssh"); }, violates("/root/.ssh")},
        {"/root/.bashrc", [](World& w) { w.bind("/root/.bashrc"); }, violates("/root/.bashrc")},
        {"/home passes", [](World& w) { w.bind("/home"); }, passes()},
        {"/home/ann passes", [](World& w) { w.bind("/home/ann"); }, passes()},
        {"/home/ann/.ssh/authorized_keys passes", [](World& w) { w.bind("/home/ann/.ssh/authorized_keys"); }, passes()},
        {"/var", [](World& w) { w.bind("/var"); }, violates("/var")},
        {"/var/lib", [](World& w) { w.bind("/var/lib"); }, violates("/var/lib")},
        {"/var/lib/docker", [](World& w) { w.bind("/var/lib/docker"); }, violates("/var/lib/docker")},
        {"/var/lib/docker/volumes/x/_data", [](World& w) { w.bind("/var/lib/docker/volumes/x/_data"); },
         violates("/var/lib/docker/volumes/x/_data")},
        {"/var/lib/containerd", [](World& w) { w.bind("/var/lib/containerd"); }, violates("/var/lib/containerd")},
        {"/var/lib/kubelet/pods", [](World& w) { w.bind("/var/lib/kubelet/pods"); }, violates("/var/lib/kubelet/pods")},
        {"/var/spool/cron", [](World& w) { w.bind("/var/spool/cron"); }, violates("/var/spool/cron")},
        {"/run", [](World& w) { w.bind("/run"); }, violates("/run")},
        {"/run/dbus/system_bus_socket", [](World& w) { w.bind("/run/dbus/system_bus_socket"); },
         violates("/run/dbus/system_bus_socket")},
        {"/proc", [](World& w) { w.bind("/proc"); }, violates("/proc")},
        {"/proc/sys/kernel/core_pattern", [](World& w) { w.bind("/proc/sys/kernel/core_pattern"); },
         violates("/proc/sys/kernel/core_pattern")},
        {"/sys", [](World& w) { w.bind("/sys"); }, violates("/sys")},
        {"/sys/fs/cgroup", [](World& w) { w.bind("/sys/fs/cgroup"); }, violates("/sys/fs/cgroup")},
        {"/sys/kernel/debug", [](World& w) { w.bind("/sys/kernel/debug"); }, violates("/sys/kernel/debug")},
        {"/dev", [](World& w) { w.bind("/dev"); }, violates("/dev")},
        {"/proc/1/root/etc/cron.d", [](World& w) { w.bind("/proc/1/root/etc/cron.d"); },
         violates("/proc/1/root/etc/cron.d")},
        {"/proc/self/root", [](World& w) { w.bind("/proc/self/root"); }, violates("/proc/self/root")},
        {"/var/backups/mysql passes", [](World& w) { w.bind("/var/backups/mysql"); }, passes()},
        {"/srv passes", [](World& w) { w.bind("/srv"); }, passes()},
        {"/srv/conf passes", [](World& w) { w.bind("/srv/conf"); }, passes()},
        {"/etcetera passes", [](World& w) { w.bind("/etcetera"); }, passes()},
        {"/data passes", [](World& w) { w.bind("/data"); }, passes()},
        {"/mnt/disk passes", [](World& w) { w.bind("/mnt/disk"); }, passes()},
        {"/tmp passes", [](World& w) { w.bind("/tmp"); }, passes()},
        {"/opt/app/data passes", [](World& w) { w.bind("/opt/app/data"); }, passes()},
        {"/home/ann/project passes", [](World& w) { w.bind("/home/ann/project"); }, passes()},
        {"/home/ann/.cache passes", [](World& w) { w.bind("/home/ann/.cache"); }, passes()},
        {"/root/project passes", [](World& w) { w.bind("/root/project"); }, passes()},
        {"/var/www passes", [](World& w) { w.bind("/var/www"); }, passes()},
        {"/var/lib/postgresql/data passes", [](World& w) { w.bind("/var/lib/postgresql/data"); }, passes()},
        {"/var/lib/docker-data passes", [](World& w) { w.bind("/var/lib/docker-data"); }, passes()},
        {"/usr/local/app/data passes", [](World& w) { w.bind("/usr/local/app/data"); }, passes()},
        {"/var/log passes", [](World& w) { w.bind("/var/log"); }, passes()},
        {"/var/log/nginx passes", [](World& w) { w.bind("/var/log/nginx"); }, passes()},
        {"/dev/shm passes", [](World& w) { w.bind("/dev/shm"); }, passes()},
        {"/dev/dri passes", [](World& w) { w.bind("/dev/dri"); }, passes()},
        {"/dev/net/tun passes", [](World& w) { w.bind("/dev/net/tun"); }, passes()},
        {"/dev/sda passes", [](World& w) { w.bind("/dev/sda"); }, passes()},
        {"/sys/class/gpio passes", [](World& w) { w.bind("/sys/class/gpio"); }, passes()},
        {"/run/mysqld passes", [](World& w) { w.bind("/run/mysqld"); }, passes()},
        {"/run/user/1000/pulse passes", [](World& w) { w.bind("/run/user/1000/pulse"); }, passes()},
        {"/etc/localtime passes", [](World& w) { w.bind("/etc/localtime"); }, passes()},
        {"/etc/timezone passes", [](World& w) { w.bind("/etc/timezone"); }, passes()},
        {"/run/docker.sock passes", [](World& w) { w.bind("/run/docker.sock"); }, passes()},
        {"/etc read-only", [](World& w) { w.bind("/etc", false); }, passes()},
        {"dots and slashes", [](World& w) { w.bind_volume("v", "/srv/..//etc/"); }, violates("/srv/..//etc/")},
        {"/etc in the container only",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind", .source = "/srv/conf", .destination = "/etc"}});
         },
         passes()},
        {"a volume at /usr in the container", [](World& w) { plain_volume(w); }, passes()},
        {"a volume that binds", [](World& w) { w.bind_volume("innocent", "/etc"); }, violates("/etc")},
        {"a volume that binds, read-only", [](World& w) { w.bind_volume("innocent", "/etc", false); }, passes()},
        {"the engine's own root directory",
         [](World& w) {
           w.engine.root_directory = seen("/srv/engine");
           w.bind("/srv/engine/volumes/x");
         },
         violates("/srv/engine/volumes/x")},
        {"above the engine's root directory",
         [](World& w) {
           w.engine.root_directory = seen("/srv/engine");
           w.bind("/srv");
         },
         violates("/srv")},
        {"beside the engine's root directory",
         [](World& w) {
           w.engine.root_directory = seen("/srv/engine");
           w.bind("/srv/engine2");
         },
         passes()},
        {"engine does not tell its root directory",
         [](World& w) {
           w.engine.root_directory = missing();
           w.bind("/srv");
         },
         is_unknown()},
        {"engine does not tell, nothing mounted", [](World& w) { w.engine.root_directory = missing(); }, passes()},
        {"memory", [](World& w) { w.container.mounts = seen({Mount{.type = "tmpfs", .destination = "/etc"}}); },
         passes()},
        {"two of them",
         [](World& w) {
           w.bind("/etc");
           w.bind("/srv");
           w.bind("/root");
         },
         violates({"/etc", "/root"})},
        {"allowed by the policy",
         [](World& w) {
           allow(w, {"/etc/cron.d/"});
           w.bind("/etc/cron.d/live");
         },
         passes()},
        {"beside what the policy allows",
         [](World& w) {
           allow(w, {"/etc/cron.d"});
           w.bind("/etc/cron.daily");
         },
         violates("/etc/cron.daily")},
        {"above what the policy allows",
         [](World& w) {
           allow(w, {"/etc/cron.d"});
           w.bind("/etc");
         },
         violates("/etc")},
        {"users remapped",
         [](World& w) {
           w.remap_users();
           w.bind("/etc");
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"users remapped, nothing sensitive",
         [](World& w) {
           w.remap_users();
           w.bind("/srv");
         },
         passes()},
        {"remapping not known",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.bind("/etc");
         },
         is_unknown(Cause::wrong_type)},
        {"remapping not known, nothing sensitive",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.bind("/srv");
         },
         passes()},
        {"volume with the file system of a disk",
         [](World& w) {
           w.bind_volume("v", "/dev/sdb1");
           w.volumes[0].option_type = seen("ext4");
           w.volumes[0].option_o = seen("");
         },
         passes()},
        {"volume of a plugin",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
        {"volume of a plugin, users remapped",
         [](World& w) {
           w.remap_users();
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"volume that was not listed",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "local"}});
         },
         is_unknown(Cause::unresolved)},
        {"volume of a plugin that is trusted",
         [](World& w) {
           w.settings.set(rule("sensitive-host-path-writable").settings[1], {"rexray"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         passes()},
        {"volume of a plugin, another is trusted",
         [](World& w) {
           w.settings.set(rule("sensitive-host-path-writable").settings[1], {"rex", "local"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
    }};

TEST(SensitiveHostPathWritable, FixIsReadOnlyWhereReadingIsHarmless) {
  World w;
  w.bind("/usr/lib");
  EXPECT_THAT(spelled(fix_in(rule("sensitive-host-path-writable"), w)),
              ::testing::ElementsAre("- --volume=/usr/lib:/mnt | volumes: [\"/usr/lib:/mnt\"]",
                                     "+ --volume=/usr/lib:/mnt:ro | volumes: [\"/usr/lib:/mnt:ro\"]"));
}

TEST(SensitiveHostPathWritable, FixOnlyRemovesWhatHoldsSecrets) {
  World w;
  w.bind("/srv");
  w.bind("/etc");
  EXPECT_THAT(spelled(fix_in(rule("sensitive-host-path-writable"), w)),
              ::testing::ElementsAre("- --volume=/etc:/mnt | volumes: [\"/etc:/mnt\"]"));
}

}  // namespace plimsoll::testing
