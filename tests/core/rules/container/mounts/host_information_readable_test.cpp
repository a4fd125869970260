#include "tests/core/rules/cases.hpp"

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
  w.settings.set(rule("host-information-readable").settings[0], std::move(paths));
}

}  // namespace

const RuleCases host_information_readable_cases{
    "host-information-readable",
    {
        {"no mount", [](World&) {}, passes()},
        {"/proc", [](World& w) { w.bind("/proc", false); }, violates("/proc")},
        {"/sys", [](World& w) { w.bind("/sys", false); }, violates("/sys")},
        {"/dev", [](World& w) { w.bind("/dev", false); }, violates("/dev")},
        {"/boot", [](World& w) { w.bind("/boot", false); }, violates("/boot")},
        {"/usr", [](World& w) { w.bind("/usr", false); }, violates("/usr")},
        {"/lib", [](World& w) { w.bind("/lib", false); }, violates("/lib")},
        {"/bin", [](World& w) { w.bind("/bin", false); }, violates("/bin")},
        {"/opt", [](World& w) { w.bind("/opt", false); }, violates("/opt")},
        {"/var/log", [](World& w) { w.bind("/var/log", false); }, violates("/var/log")},
        {"/var/log/journal/x", [](World& w) { w.bind("/var/log/journal/x", false); }, violates("/var/log/journal/x")},
        {"/run/log", [](World& w) { w.bind("/run/log", false); }, violates("/run/log")},
        {"/sys/kernel/debug", [](World& w) { w.bind("/sys/kernel/debug", false); }, violates("/sys/kernel/debug")},
        {"/proc/1/environ", [](World& w) { w.bind("/proc/1/environ", false); }, violates("/proc/1/environ")},
        {"/var/spool/cron", [](World& w) { w.bind("/var/spool/cron", false); }, violates("/var/spool/cron")},
        {"/ passes", [](World& w) { w.bind("/", false); }, passes()},
        {"/etc passes", [](World& w) { w.bind("/etc", false); }, passes()},
        {"/var/lib/docker passes", [](World& w) { w.bind("/var/lib/docker", false); }, passes()},
        {"/etc/localtime passes", [](World& w) { w.bind("/etc/localtime", false); }, passes()},
        {"/etc/nginx passes", [](World& w) { w.bind("/etc/nginx", false); }, passes()},
        {"/lib/modules passes", [](World& w) { w.bind("/lib/modules", false); }, passes()},
        {"/usr/share passes", [](World& w) { w.bind("/usr/share", false); }, passes()},
        {"/usr/share/zoneinfo passes", [](World& w) { w.bind("/usr/share/zoneinfo", false); }, passes()},
        {"/usr/bin/docker passes", [](World& w) { w.bind("/usr/bin/docker", false); }, passes()},
        {"/proc/cpuinfo passes", [](World& w) { w.bind("/proc/cpuinfo", false); }, passes()},
        {"/sys/fs/cgroup passes", [](World& w) { w.bind("/sys/fs/cgroup", false); }, passes()},
        {"/sys/class/thermal passes", [](World& w) { w.bind("/sys/class/thermal", false); }, passes()},
        {"/dev/null passes", [](World& w) { w.bind("/dev/null", false); }, passes()},
        {"/dev/zero passes", [](World& w) { w.bind("/dev/zero", false); }, passes()},
        {"/dev/urandom passes", [](World& w) { w.bind("/dev/urandom", false); }, passes()},
        {"/dev/shm passes", [](World& w) { w.bind("/dev/shm", false); }, passes()},
        {"/dev/dri passes", [](World& w) { w.bind("/dev/dri", false); }, passes()},
        {"/dev/sda passes", [](World& w) { w.bind("/dev/sda", false); }, passes()},
        {"/var/log/nginx passes", [](World& w) { w.bind("/var/log/nginx", false); }, passes()},
        {"/var/logs passes", [](World& w) { w.bind("/var/logs", false); }, passes()},
        {"/opt/app passes", [](World& w) { w.bind("/opt/app", false); }, passes()},
        {"/srv passes", [](World& w) { w.bind("/srv", false); }, passes()},
        {"/home/ann/project passes", [](World& w) { w.bind("/home/ann/project", false); }, passes()},
        {"writable is another rule's", [](World& w) { w.bind("/usr"); }, passes()},
        {"writable logs are no other rule's", [](World& w) { w.bind("/var/log"); }, violates("/var/log")},
        {"writable, users remapped",
         [](World& w) {
           w.remap_users();
           w.bind("/usr");
         },
         violates("/usr")},
        {"writable, remapping not known",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.bind("/usr");
         },
         is_unknown(Cause::wrong_type)},
        {"a volume that binds", [](World& w) { w.bind_volume("innocent", "/proc", false); }, violates("/proc")},
        {"a volume of its own", [](World& w) { plain_volume(w); }, passes()},
        {"allowed by the policy",
         [](World& w) {
           allow(w, {"/proc", "/sys"});
           w.bind("/proc", false);
           w.bind("/sys", false);
         },
         passes()},
        {"volume that was not listed",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "local"}});
         },
         is_unknown(Cause::unresolved)},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
        {"volume of a plugin that is trusted",
         [](World& w) {
           w.settings.set(rule("host-information-readable").settings[1], {"rexray"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         passes()},
        {"volume of a plugin, another is trusted",
         [](World& w) {
           w.settings.set(rule("host-information-readable").settings[1], {"rex", "local"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
    }};

}  // namespace plimsoll::testing
