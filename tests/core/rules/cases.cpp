#include "tests/core/rules/cases.hpp"

#include <memory>

namespace plimsoll::testing {
namespace {

Fact<std::string> text(const char* value = "") { return seen(value); }
Fact<std::int64_t> number(std::int64_t value) { return seen(value); }

struct Judged {
  explicit Judged(const World& world) {
    snapshot.engine = world.engine;
    snapshot.host = world.host;
    snapshot.containers.push_back(std::make_shared<ContainerFacts>(world.container));
    for (const ContainerFacts& other : world.others)
      snapshot.containers.push_back(std::make_shared<ContainerFacts>(other));
    for (const VolumeFacts& volume : world.volumes) snapshot.volumes.emplace(volume.name, volume);
  }

  Snapshot snapshot;
};

}  // namespace

World::World() {
  container.id = std::string(64, 'a');
  container.name = container.identity = "web";
  container.image = "web:1";
  container.image_id = "sha256:" + std::string(64, '1');
  container.identity_disputed = seen(false);

  container.user = text("1000:1000");
  container.userns_mode = text();
  container.group_add = seen_texts({});

  container.privileged = seen(false);
  container.cap_add = seen_texts({});
  container.cap_drop = seen_texts({"ALL"});
  container.security_options = seen(SecurityOptions{.no_new_privileges = true});
  container.apparmor_profile = text("docker-default");
  container.process_label = text();
  container.masked_paths =
      seen_texts({"/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
                  "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"});
  container.readonly_paths = seen_texts({"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"});
  container.devices = seen(std::vector<Device>{});
  container.device_cgroup_rules = seen_texts({});
  container.device_requests = seen(std::vector<DeviceRequest>{});

  container.mounts = seen(std::vector<Mount>{});
  container.readonly_rootfs = seen(true);

  container.memory_bytes = number(std::int64_t{256} << 20);
  container.memory_swap_bytes = number(std::int64_t{256} << 20);
  container.oom_kill_disable = seen(false);
  container.oom_score_adj = number(0);
  container.cpu_shares = number(0);
  container.cpu_quota_us = number(0);
  container.nano_cpus = number(500'000'000);
  container.cpuset_cpus = text();
  container.pids_limit = number(100);
  container.block_io_limits = seen(std::vector<BlockIoLimit>{});
  container.ulimits = seen(std::vector<Ulimit>{});
  container.cgroup_parent = text();
  container.restart_policy = seen(RestartPolicy{.name = "on-failure", .maximum_retry_count = 5});

  container.pid_mode = text();
  container.ipc_mode = text("private");
  container.uts_mode = text();
  container.network_mode = text("backend");
  container.cgroupns_mode = text("private");
  container.networks = seen_texts({"backend"});
  container.published_ports = seen(std::vector<PublishedPort>{});

  engine.version = "26.1.5";
  engine.api_version = "1.45";
  engine.socket_path = "/var/run/docker.sock";
  engine.security =
      seen(EngineSecurity{.seccomp_profile = "builtin", .apparmor = true, .private_cgroup_namespace = true});
  engine.memory_total_bytes = number(std::int64_t{8} << 30);
  engine.cpu_count = number(4);
  engine.cgroup_version = number(2);
  engine.root_directory = text("/var/lib/docker");
  engine.kernel_version = text("6.1.0");

  host.name = "host";
  host.refused_policy = text();
}

void World::bind(std::string source, bool read_write) {
  std::vector<Mount> mounts = *container.mounts;
  mounts.push_back({.type = "bind",
                    .source = std::move(source),
                    .destination = "/mnt",
                    .propagation = "rprivate",
                    .read_write = read_write});
  container.mounts = seen(std::move(mounts));
}

void World::bind_volume(std::string name, std::string device, bool read_write) {
  std::vector<Mount> mounts = *container.mounts;
  mounts.push_back({.type = "volume",
                    .source = "/var/lib/docker/volumes/" + name + "/_data",
                    .destination = "/mnt",
                    .volume_name = name,
                    .driver = "local",
                    .read_write = read_write});
  container.mounts = seen(std::move(mounts));
  volumes.push_back({.name = std::move(name),
                     .driver = seen("local"),
                     .option_type = seen("none"),
                     .option_device = seen(std::move(device)),
                     .option_o = seen("bind")});
}

void World::remap_users() {
  EngineSecurity security = *engine.security;
  security.user_namespace = true;
  engine.security = seen(std::move(security));
}

namespace {

template <class Answer, class OfContainer, class OfHost>
Answer ask(const World& world, const Rule& rule, OfContainer of_container, OfHost of_host) {
  const Judged judged(world);
  const Neighbours neighbours(judged.snapshot);
  const Context context{judged.snapshot.engine, judged.snapshot.host, neighbours, world.settings};
  if (const auto* judge = std::get_if<ContainerJudge>(&rule.judge)) return of_container(*judge, context);
  return of_host(std::get<HostJudge>(rule.judge), context);
}

}  // namespace

Verdict judge_in(const Rule& rule, const World& world) {
  return ask<Verdict>(
      world, rule, [&](ContainerJudge judge, const Context& context) { return judge(world.container, context); },
      [&](HostJudge judge, const Context& context) { return judge(world.host, context); });
}

std::vector<Change> fix_in(const Rule& rule, const World& world) {
  return ask<std::vector<Change>>(
      world, rule,
      [&](ContainerJudge judge, const Context& context) {
        return rule.fix ? rule.fix(world.container, context, judge(world.container, context)) : std::vector<Change>{};
      },
      [](HostJudge, const Context&) { return std::vector<Change>{}; });
}

}  // namespace plimsoll::testing
