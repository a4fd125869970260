#include "tests/core/rules/cases.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

namespace plimsoll::testing {
namespace {

Fact<std::string> text(const char* value = "") { return seen(value); }
Fact<std::int64_t> number(std::int64_t value) { return seen(value); }

struct Judged {
  explicit Judged(const World& world, std::int64_t now) {
    snapshot.engine = world.engine;
    snapshot.host = world.host;
    snapshot.containers.push_back(std::make_shared<ContainerFacts>(world.container));
    for (const ContainerFacts& other : world.others)
      snapshot.containers.push_back(std::make_shared<ContainerFacts>(other));
    for (const ContainerFacts& container : world.stopped)
      snapshot.stopped.push_back(std::make_shared<ContainerFacts>(container));
    for (const VolumeFacts& volume : world.volumes) snapshot.volumes.emplace(volume.name, volume);
    snapshot.images.emplace(world.image.id, world.image);
    for (const ImageFacts& image : world.other_images) snapshot.images.emplace(image.id, image);
    snapshot.networks.emplace(world.network.id, world.network);
    for (const NetworkFacts& network : world.other_networks) snapshot.networks.emplace(network.id, network);
    snapshot.services.emplace(world.service.name, world.service);
    snapshot.unread = world.unread;
    snapshot.unread_lists = world.unread_lists;
    snapshot.captured_at = Time(std::chrono::seconds(now));
  }

  Snapshot snapshot;
};

}  // namespace

World::World() {
  make_container();
  make_image();
  make_networks();
  make_engine();
  make_host();
}

void World::make_container() {
  container.id = std::string(64, 'a');
  container.name = container.identity = "web";
  container.image = "web:1@sha256:" + std::string(64, '2');
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
      seen_shared({"/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
                   "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"});
  container.readonly_paths = seen_shared({"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"});
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

  container.state = text("running");
  container.created_at = number(kNow - kDay);
  container.pid = number(4242);
  container.runtime = text("runc");
  container.init = seen(true);
  container.sysctls = seen_texts({});
  container.healthcheck = seen(true);
  container.health = text("healthy");
  container.log_driver = text("json-file");
  container.log_size_limited = seen(true);
  container.secret_environment = seen_texts({});
  container.executable_tmpfs = seen_texts({});
  container.exec_sessions = seen(std::vector<ExecSession>{});
  // Of what the cases are about nothing is known, so that what was asked for decides.
  container.effective = {Shared<EffectiveState>(), Source::host, "/proc/PID"};
}

void World::make_image() {
  image.id = container.image_id;
  image.repo_tags = seen_texts({"web:1"});
  image.repo_digests = seen_texts({"web@sha256:" + std::string(64, '2')});
  image.user = text("1000");
  image.healthcheck = seen(true);
  image.created_at = number(kNow - 10 * kDay);
  image.exposed_ports = seen_texts({"8080/tcp"});
  image.volumes = seen_texts({});
  image.secret_environment = seen_texts({});
  image.faulty_steps = seen(std::vector<ImageStep>{});
  image.layers = seen(
      std::vector<ImageLayer>{{.digest = "sha256:" + std::string(64, '3'), .directory = "/var/lib/docker/overlay2/l"}});
  image.privileged_files = seen(std::vector<PrivilegedFile>{});
  image.scan = seen(ImageScan{.scanner = "trivy", .scanned_at = kNow - kDay});
}

void World::make_networks() {
  network = {.id = std::string(64, 'b'),
             .name = "backend",
             .driver = text("bridge"),
             .scope = text("local"),
             .ingress = seen(false),
             .internal = seen(false),
             .default_bridge = seen(false),
             .inter_container_traffic = seen(true),
             .encrypted = seen(false),
             .host_binding = text(),
             .gateway_mode_ipv4 = text(),
             .gateway_mode_ipv6 = text()};
  NetworkFacts bridge = network;
  bridge.id = std::string(64, 'c');
  bridge.name = "bridge";
  bridge.default_bridge = seen(true);
  bridge.inter_container_traffic = seen(false);
  other_networks = {bridge};
  service = {.id = "service1", .name = "api", .secret_environment = seen_texts({}), .secrets = seen_texts({})};
}

void World::make_engine() {
  engine.version = "29.1.5";
  engine.api_version = "1.52";
  engine.socket_path = "/var/run/docker.sock";
  engine.security =
      seen(EngineSecurity{.seccomp_profile = "builtin", .apparmor = true, .private_cgroup_namespace = true});
  engine.memory_total_bytes = number(std::int64_t{8} << 30);
  engine.cpu_count = number(4);
  engine.cgroup_version = number(2);
  engine.root_directory = text("/var/lib/docker");
  engine.kernel_version = text("6.1.0");

  engine.components = seen(std::vector<EngineComponent>{{.name = "Engine", .version = "29.1.5"},
                                                        {.name = "containerd", .version = "1.7.24"},
                                                        {.name = "runc", .version = "1.1.15"}});
  engine.storage_driver = text("overlay2");
  engine.logging_driver = text("syslog");
  engine.default_runtime = text("runc");
  engine.runtimes = seen_texts({"io.containerd.runc.v2", "runc"});
  engine.containerd_address = text("/run/containerd/containerd.sock");
  engine.debug = engine.experimental = engine.nri = seen(false);
  engine.live_restore = seen(true);
  engine.insecure_registries = engine.warnings = seen_texts({});
  engine.authorization_plugins = seen_texts({"opa"});
  engine.plugins = seen(std::vector<EnginePlugin>{});
  engine.swarm = seen(SwarmNode{.state = "inactive"});
  engine.swarm_cluster = missing();
  engine.listeners = seen(std::vector<Listener>{});

  DaemonSettings& daemon = engine.settings;
  daemon.iptables = daemon.ip6tables = seen(true);
  daemon.userland_proxy = daemon.tls = daemon.tls_verify = daemon.allow_direct_routing = seen(false);
  daemon.no_new_privileges = daemon.log_size_limited = seen(true);
  daemon.log_level = text("info");
  daemon.cgroup_parent = daemon.metrics_address = daemon.min_api_version = text();
  daemon.publish_address = text("127.0.0.1");
  daemon.group = text("docker");
  daemon.hosts = seen_texts({"fd://"});
  daemon.default_ulimits = seen_texts({"nofile", "nproc"});
  daemon.storage_options = seen_texts({});
  daemon.changed_since_start = seen(false);
}

void World::make_host() {
  host.name = "host";
  host.refused_policy = text();
  host.kernel_settings = seen(std::vector<KernelSetting>{{.name = "kernel.core_pattern", .value = "core"}});
  host.engine_files = seen(std::vector<EngineFile>{});
  host.audit_rules = seen(AuditRules{});
  host.engine_group = seen(EngineGroup{.name = "docker", .gid = 998});
  host.data_root_mount_point = text("/var/lib/docker");
  host.programs = seen(std::vector<HostProgram>{});
  host.container_processes =
      seen({ContainerProcesses{container.id, seen({ContainerProcess{.program = "web", .uid = 1000}})}});
  host.other_engines = seen_texts({});
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

struct AskedOf {
  const World& world;
  const Context& context;

  Verdict operator()(ContainerJudge judge) const { return judge(world.container, context); }
  Verdict operator()(HostJudge judge) const { return judge(world.host, context); }
  Verdict operator()(EngineJudge judge) const { return judge(world.engine, context); }
  Verdict operator()(ImageJudge judge) const { return judge(world.image, context); }
  Verdict operator()(NetworkJudge judge) const { return judge(world.network, context); }
  Verdict operator()(ServiceJudge judge) const { return judge(world.service, context); }
};

template <class Ask>
auto ask(const World& world, std::int64_t now, Ask ask) {
  const Judged judged(world, now);
  const Inventory inventory(judged.snapshot);
  return ask(Context{judged.snapshot.engine, judged.snapshot.host, inventory, world.settings});
}

}  // namespace

Verdict judge_in(const Rule& rule, const World& world, std::int64_t now) {
  return ask(world, now, [&](const Context& context) { return std::visit(AskedOf{world, context}, rule.judge); });
}

std::vector<FixStep> fix_in(const Rule& rule, const World& world) {
  return ask(world, kNow, [&](const Context& context) {
    const auto* judge = std::get_if<ContainerJudge>(&rule.judge);
    if (!judge || !rule.fix) return std::vector<FixStep>{};
    return rule.fix(world.container, context, (*judge)(world.container, context));
  });
}

namespace {

/// Filled before main(), so that it must exist before the first table does.
std::vector<const RuleCases*>& registered() {
  static std::vector<const RuleCases*> tables;
  return tables;
}

}  // namespace

RuleCases::RuleCases(std::string_view id, std::vector<Case> cases) : id_(id), cases_(std::move(cases)) {
  registered().push_back(this);
}

const Rule& RuleCases::rule() const { return testing::rule(id_); }

const std::vector<const RuleCases*>& all_cases() { return registered(); }

const Rule& rule(std::string_view id) {
  const Rule* found = find_rule(id);
  if (found == nullptr) throw std::invalid_argument("no rule " + std::string(id));
  return *found;
}

}  // namespace plimsoll::testing
