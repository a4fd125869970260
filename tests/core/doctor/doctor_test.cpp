// Each check by table: what was seen leads to a state and a remedy.

#include "plimsoll/doctor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace plimsoll {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Time kNoon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 12h;
constexpr CapabilityMask kReadSearch = CapabilityMask{1} << 2;
constexpr CapabilityMask kPtrace = CapabilityMask{1} << 19;
constexpr CapabilityMask kOverride = CapabilityMask{1} << 1;

template <class T>
Fact<T> known(T value) {
  return {std::move(value), Source::host, "somewhere"};
}

template <class T>
Fact<T> missing(Cause cause, std::string_view path = "somewhere") {
  return {cause, Source::host, path};
}

/// Everything of the host was read.
Snapshot readable() {
  Snapshot snapshot;
  snapshot.host.name = "web-1";
  snapshot.engine.version = "26.1.5";
  snapshot.engine.api_version = "1.45";
  snapshot.host.kernel_settings = known(std::vector<KernelSetting>());
  snapshot.host.engine_files = known(std::vector<EngineFile>());
  snapshot.host.audit_rules = known(AuditRules());
  snapshot.host.engine_group = known(EngineGroup());
  snapshot.host.data_root_mount_point = known(std::string("/"));
  snapshot.host.programs = known(std::vector<HostProgram>());
  snapshot.host.container_processes = known(std::vector<ContainerProcesses>());
  snapshot.host.other_engines = known(std::vector<std::string>());
  snapshot.engine.listeners = known(std::vector<Listener>());
  snapshot.engine.settings.iptables = known(true);
  snapshot.engine.settings.log_level = known(std::string("info"));
  snapshot.engine.settings.hosts = known(std::vector<std::string>());
  snapshot.engine.settings.changed_since_start = known(false);
  return snapshot;
}

/// plimsolld in its unit, and nothing wrong.
struct Scene {
  Report report{.generated_at = kNoon, .posture = {.audited = true, .audited_at = kNoon - 12s, .complete = true}};
  Snapshot snapshot = readable();
  DoctorInput input;

  Scene() {
    report.health.engine = {.up = true, .error = std::nullopt, .since = kNoon - 3h};
    for (const Feed feed : kFeeds) report.health.freshness.set(feed, FeedState::live, kNoon - 3h);
    report.posture.policy = std::make_shared<const Policy>(Policy::built_in());
    input.surroundings.process = OwnProcess{.user = {998, "plimsoll"},
                                            .groups = {{998, "plimsoll"}, {999, "docker"}},
                                            .effective = kReadSearch | kPtrace,
                                            .seccomp = SeccompMode::filter,
                                            .no_new_privileges = true,
                                            .hidden_paths = {},
                                            .label = "",
                                            .unit = "plimsolld.service"};
    input.surroundings.system = {"6.1.0-28-amd64", 2, "lockdown,capability,apparmor", ""};
    input.surroundings.engine_socket_path = "/run/docker.sock";
    input.surroundings.engine_socket = known(SocketFile{{0, "root"}, {999, "docker"}, 0660, true});
    input.surroundings.policy_on_disk = Policy::built_in().sha256();
    input.daemon = DaemonState{.started_at = kNoon - 3h,
                               .metrics_address = "127.0.0.1:10149",
                               .scraped_at = kNoon - 20s,
                               .finding_told_at = kNoon - 2h};
    input.now = kNoon;
  }

  OwnProcess& process() { return *input.surroundings.process; }

  [[nodiscard]] std::vector<Check> checks() {
    report.posture.snapshot = std::make_shared<const Snapshot>(snapshot);
    input.report = std::make_shared<const Report>(report);
    return examine(input);
  }

  [[nodiscard]] Check check(std::string_view id) {
    const std::vector<Check> all = checks();
    const auto found = std::ranges::find(all, id, &Check::id);
    return found == all.end() ? Check{.id = "no such check", .state = CheckState::unknown, .seen = "", .remedy = ""}
                              : *found;
  }
};

std::vector<std::string> troubles(const std::vector<Check>& checks) {
  std::vector<std::string> ids;
  for (const Check& check : checks) {
    if (check.state == CheckState::warning || check.state == CheckState::fault) ids.push_back(check.id);
  }
  return ids;
}

TEST(Doctor, FindsNothingWhereNothingIsWrong) {
  Scene scene;
  EXPECT_THAT(troubles(scene.checks()), ElementsAre());
  EXPECT_FALSE(finds_trouble(scene.checks()));
  for (const Check& check : scene.checks()) {
    EXPECT_FALSE(check.seen.empty()) << check.id;
    EXPECT_TRUE(check.state != CheckState::ok || check.remedy.empty()) << check.id;
  }
}

TEST(Doctor, EachTroubleHasARemedy) {
  Scene scene;
  scene.report.health.engine.up = false;
  scene.report.health.engine.error = Error{ErrorKind::timeout, "/run/docker.sock: no answer", ""};
  scene.report.health.log_losses.dropped = 3;
  scene.report.posture.audited = false;
  for (const Feed feed : kFeeds) scene.report.health.freshness.set(feed, FeedState::down, kNoon);
  scene.process().effective = 0;
  scene.process().groups = {};
  scene.input.surroundings.engine_socket = known(SocketFile{{0, "root"}, {999, "docker"}, 0660, false});
  scene.input.surroundings.policy_on_disk = Error{ErrorKind::bad_input, "policy.yaml:3: rulez: unknown key", ""};
  scene.input.daemon->scraped_at.reset();
  scene.report.health.degraded = {"engine: no answer"};
  scene.snapshot.host.audit_rules = missing<AuditRules>(Cause::no_permission, "/etc/audit");
  const std::vector<Check> checks = scene.checks();
  EXPECT_THAT(troubles(checks),
              ElementsAre("degraded", "engine", "engine-socket", "source-events", "source-lists", "source-host",
                          "audit", "capabilities", "host-audit-rules", "policy", "scrape", "log"));
  for (const Check& check : checks) {
    const bool trouble = check.state == CheckState::warning || check.state == CheckState::fault;
    EXPECT_TRUE(!trouble || !check.remedy.empty()) << check.id;
  }
}

TEST(Doctor, LogLinesThatWereLostAreTroubleWithTheReason) {
  Scene scene;
  scene.report.health.log_losses = {.dropped = 2};
  EXPECT_THAT(scene.check("log").seen, HasSubstr("2 lines were dropped"));
  scene.report.health.log_losses = {.write_failures = 4, .error = "No space left on device"};
  EXPECT_EQ(scene.check("log").state, CheckState::warning);
  EXPECT_THAT(scene.check("log").seen, HasSubstr("4 lines could not be written since start: No space left on device"));
}

TEST(Doctor, EngineIsNamedWithItsVersionsOrTheErrorAndTheWayOut) {
  Scene scene;
  EXPECT_EQ(scene.check("engine").seen, "docker 26.1.5, API 1.45, has answered for 3 h");
  scene.report.health.engine = {
      .up = false, .error = Error{ErrorKind::refused, "/run/docker.sock: refused", "start it"}, .since = kNoon - 5min};
  EXPECT_EQ(scene.check("engine").state, CheckState::fault);
  EXPECT_EQ(scene.check("engine").seen, "has not answered for 5 min: /run/docker.sock: refused");
  EXPECT_EQ(scene.check("engine").remedy, "start it");
  scene.report.health.engine.error.reset();
  EXPECT_EQ(scene.check("engine").state, CheckState::unknown) << "before the first answer";
}

TEST(Doctor, SaysWhichPermissionOpensTheSocket) {
  struct Row {
    const char* about;
    SocketFile socket;
    std::uint32_t uid;
    CapabilityMask effective;
    const char* seen;
  };
  const std::vector<Row> kRows{
      {"group", {{0, "root"}, {999, "docker"}, 0660, true}, 998, 0, "as a member of group docker (gid 999)"},
      {"owner", {{998, "plimsoll"}, {0, "root"}, 0600, true}, 998, 0, "as its owner plimsoll (uid 998)"},
      {"mode", {{0, "root"}, {0, "root"}, 0666, true}, 998, 0, "as everybody may, by its mode"},
      {"capability", {{0, "root"}, {0, "root"}, 0660, true}, 998, kOverride, "by CAP_DAC_OVERRIDE"},
      {"the owner's class alone counts",
       {{998, ""}, {999, "docker"}, 0060, true},
       998,
       kOverride,
       "by CAP_DAC_OVERRIDE"},
      {"access list", {{0, "root"}, {0, "root"}, 0660, true}, 998, 0, "by its access list"},
  };
  for (const Row& row : kRows) {
    Scene scene;
    scene.process().effective = row.effective;
    scene.input.surroundings.engine_socket = known(row.socket);
    const Check check = scene.check("engine-socket");
    EXPECT_EQ(check.state, CheckState::ok) << row.about;
    EXPECT_THAT(check.seen, HasSubstr(std::string("plimsoll (uid 998) may connect ") + row.seen)) << row.about;
  }
}

TEST(Doctor, ASocketThatIsClosedToUsNamesItsOwnersAndTheUnitsLine) {
  Scene scene;
  scene.input.surroundings.engine_socket = known(SocketFile{{0, "root"}, {999, "docker"}, 0660, false});
  const Check check = scene.check("engine-socket");
  EXPECT_EQ(check.state, CheckState::fault);
  EXPECT_EQ(check.seen, "/run/docker.sock is root:docker 0660; plimsoll (uid 998) may not connect");
  EXPECT_EQ(check.remedy, "systemctl edit plimsolld: SupplementaryGroups=docker");

  scene.input.daemon.reset();
  EXPECT_EQ(scene.check("engine-socket").remedy, "join group docker or use sudo");

  scene.input.surroundings.engine_socket = known(SocketFile{{0, "root"}, {0, "root"}, 0660, false});
  EXPECT_THAT(scene.check("engine-socket").remedy, HasSubstr("filtering socket proxy"));

  scene.input.surroundings.engine_socket = missing<SocketFile>(Cause::absent);
  EXPECT_EQ(scene.check("engine-socket").seen, "/run/docker.sock does not exist");
  scene.input.surroundings.engine_socket = missing<SocketFile>(Cause::no_permission);
  EXPECT_THAT(scene.check("engine-socket").remedy, HasSubstr("directories above it"));
}

TEST(Doctor, NamesTheCapabilityThatIsMissing) {
  Scene scene;
  scene.process().effective = kReadSearch;
  Check check = scene.check("capabilities");
  EXPECT_EQ(check.state, CheckState::warning);
  EXPECT_EQ(check.remedy,
            "systemctl edit plimsolld: CapabilityBoundingSet=CAP_SYS_PTRACE, AmbientCapabilities=CAP_SYS_PTRACE");
  scene.process().effective = kOverride | kPtrace;
  EXPECT_EQ(scene.check("capabilities").state, CheckState::ok) << "CAP_DAC_OVERRIDE includes reading";
}

TEST(Doctor, NamesTheLineOfTheUnitThatHidesTheHost) {
  struct Row {
    const char* id;
    void (*hide)(OwnProcess&);
    const char* remedy;
  };
  const std::vector<Row> kRows{
      {"user-namespace", [](OwnProcess& process) { process.own_user_namespace = true; }, "PrivateUsers=no"},
      {"proc",
       [](OwnProcess& process) {
         process.hides_processes = true;
         process.effective = kReadSearch;
       },
       "ProtectProc=default"},
      {"proc", [](OwnProcess& process) { process.hides_kernel_files = true; }, "ProcSubset=all"},
      {"hidden-paths", [](OwnProcess& process) { process.hidden_paths = {"/home", "/root"}; }, "ProtectHome=read-only"},
      {"hidden-paths", [](OwnProcess& process) { process.hidden_paths = {"/var/lib/docker"}; }, "InaccessiblePaths="},
  };
  for (const Row& row : kRows) {
    Scene scene;
    EXPECT_EQ(scene.check(row.id).state, CheckState::ok) << row.remedy;
    row.hide(scene.process());
    EXPECT_EQ(scene.check(row.id).state, CheckState::warning) << row.remedy;
    EXPECT_THAT(scene.check(row.id).remedy, HasSubstr(row.remedy));
  }
}

TEST(Doctor, ASandboxHidesNothingFromAProcessThatSeesTheHostsRoot) {
  Scene scene;
  scene.process().hides_kernel_files = true;
  scene.process().hidden_paths = {"/home", "/tmp"};
  scene.process().sees_host_root = true;
  EXPECT_EQ(scene.check("proc").state, CheckState::ok);
  EXPECT_EQ(scene.check("hidden-paths").state, CheckState::ok);
  EXPECT_THAT(scene.check("hidden-paths").seen, HasSubstr("/home /tmp"));
}

TEST(Doctor, FactsThatAreUnreadableOnPurposeAreNoTrouble) {
  Scene scene;
  scene.process().effective = 0;
  scene.process().own_user_namespace = true;
  scene.snapshot.host.audit_rules = missing<AuditRules>(Cause::no_permission, "/etc/audit");
  scene.report.health.host_unreadable = {
      {.area = HostArea::audit_rules, .cause = Cause::no_permission, .accepted = true}};
  for (const char* id : {"capabilities", "user-namespace", "host-audit-rules"}) {
    EXPECT_EQ(scene.check(id).state, CheckState::ok) << id;
    EXPECT_THAT(scene.check(id).seen, HasSubstr("host.accept_unreadable accepts it")) << id;
  }
}

TEST(Doctor, ProcessesThatAreHiddenAreSeenWithPtrace) {
  Scene scene;
  scene.process().hides_processes = true;
  EXPECT_EQ(scene.check("proc").state, CheckState::ok);
}

TEST(Doctor, AFactWithoutPermissionNamesWhatIsMissing) {
  struct Row {
    const char* about;
    void (*change)(OwnProcess&);
    const char* remedy;
  };
  const std::vector<Row> kRows{
      {"capability", [](OwnProcess& process) { process.effective = kPtrace; },
       "systemctl edit plimsolld: CapabilityBoundingSet=CAP_DAC_READ_SEARCH, "
       "AmbientCapabilities=CAP_DAC_READ_SEARCH"},
      {"user namespace", [](OwnProcess& process) { process.own_user_namespace = true; },
       "systemctl edit plimsolld: PrivateUsers=no"},
      {"home", [](OwnProcess& process) { process.hidden_paths = {"/root"}; },
       "systemctl edit plimsolld: ProtectHome=read-only"},
      {"security module", [](OwnProcess& process) { process.label = "plimsolld (enforce)"; },
       "plimsolld (enforce) may deny it: journalctl --dmesg --grep denied"},
  };
  for (const Row& row : kRows) {
    Scene scene;
    row.change(scene.process());
    const EngineFile file{EngineFileRole::tls_key, "/root/.docker/key.pem", "",
                          missing<FileStatus>(Cause::no_permission, "stat")};
    scene.snapshot.host.engine_files = known(std::vector<EngineFile>{file});
    const Check check = scene.check("host-engine-files");
    EXPECT_EQ(check.state, CheckState::warning) << row.about;
    EXPECT_THAT(check.seen, HasSubstr("cannot be read: no_permission at /root/.docker/key.pem")) << row.about;
    EXPECT_EQ(check.remedy, row.remedy) << row.about;
  }
}

TEST(Doctor, EachAreaOfTheHostHasACheckOfItsOwn) {
  struct Row {
    const char* id;
    void (*take)(Snapshot&);
  };
  constexpr Cause kCause = Cause::no_permission;
  const std::vector<Row> kRows{
      {"host-processes", [](Snapshot& of) { of.host.programs = missing<std::vector<HostProgram>>(kCause); }},
      {"host-engine-settings", [](Snapshot& of) { of.engine.settings.iptables = missing<bool>(kCause); }},
      {"host-engine-listeners", [](Snapshot& of) { of.engine.listeners = missing<std::vector<Listener>>(kCause); }},
      {"host-engine-group", [](Snapshot& of) { of.host.engine_group = missing<EngineGroup>(kCause); }},
      {"host-data-root", [](Snapshot& of) { of.host.data_root_mount_point = missing<std::string>(kCause); }},
      {"host-kernel-settings",
       [](Snapshot& of) { of.host.kernel_settings = missing<std::vector<KernelSetting>>(kCause); }},
      {"host-audit-rules", [](Snapshot& of) { of.host.audit_rules = missing<AuditRules>(kCause); }},
      {"host-image-layers",
       [](Snapshot& of) { of.images["sha256:1"].privileged_files = missing<std::vector<PrivilegedFile>>(kCause); }},
      {"host-scan-reports", [](Snapshot& of) { of.images["sha256:1"].scan = missing<ImageScan>(kCause); }},
      {"host-containers",
       [](Snapshot& of) {
         EffectiveState state;  // its namespaces could not be read
         auto container = std::make_shared<ContainerFacts>();
         container->effective = {Shared<EffectiveState>(state), Source::host, "/proc/PID"};
         of.containers.push_back(container);
       }},
  };
  for (const Row& row : kRows) {
    Scene scene;
    row.take(scene.snapshot);
    EXPECT_EQ(scene.check(row.id).state, CheckState::warning) << row.id;
    const std::vector<std::string> ids = troubles(scene.checks());
    EXPECT_THAT(ids, ElementsAre(row.id));
  }
}

TEST(Doctor, AMissingLabelIsTroubleOnlyWhereASecurityModuleLabels) {
  for (const bool apparmor : {false, true}) {
    Scene scene;
    EffectiveState state;
    state.processes.emplace_back();  // its label could not be read
    state.host_namespaces.emplace();
    auto container = std::make_shared<ContainerFacts>();
    container->effective = {Shared<EffectiveState>(state), Source::host, "/proc/PID"};
    scene.snapshot.containers.push_back(container);
    scene.snapshot.engine.security = known(EngineSecurity{.seccomp_profile = {}, .apparmor = apparmor});
    EXPECT_EQ(scene.check("host-containers").state, apparmor ? CheckState::warning : CheckState::ok);
  }
}

TEST(Doctor, AFactThatIsNotThereIsNoTrouble) {
  for (const Cause cause : {Cause::absent, Cause::not_configured, Cause::pending, Cause::not_reported}) {
    Scene scene;
    scene.snapshot.host.audit_rules = missing<AuditRules>(cause);
    EXPECT_EQ(scene.check("host-audit-rules").state, CheckState::unknown) << to_string(cause);
    EXPECT_THAT(scene.check("host-audit-rules").seen, HasSubstr(to_string(cause)));
  }
}

TEST(Doctor, AHangingFileSystemIsLookedForByItsProcess) {
  Scene scene;
  scene.snapshot.host.audit_rules = missing<AuditRules>(Cause::timed_out);
  EXPECT_THAT(scene.check("host-audit-rules").remedy, HasSubstr("ps -eo pid,stat"));
}

TEST(Doctor, ThePolicyOnDiskIsComparedWithTheOneInForce) {
  Scene scene;
  EXPECT_EQ(scene.check("policy").seen, "in force: the built-in policy");
  scene.input.surroundings.policy_on_disk = std::string("another");
  EXPECT_EQ(scene.check("policy").state, CheckState::warning);
  EXPECT_EQ(scene.check("policy").remedy, "systemctl reload plimsolld");
  scene.input.surroundings.policy_on_disk =
      Error{ErrorKind::bad_input, "policy.yaml:3: rulez: unknown key", "use rules"};
  EXPECT_EQ(scene.check("policy").state, CheckState::fault);
  EXPECT_EQ(scene.check("policy").seen,
            "the one on disk is refused: policy.yaml:3: rulez: unknown key; in force: the built-in policy");
  EXPECT_EQ(scene.check("policy").remedy, "use rules; then systemctl reload plimsolld");
}

TEST(Doctor, TellsWhenMetricsWereScraped) {
  Scene scene;
  EXPECT_EQ(scene.check("scrape").seen, "/metrics on 127.0.0.1:10149 was read 20 s ago");
  scene.input.daemon->scraped_at = kNoon - 6min;
  EXPECT_EQ(scene.check("scrape").state, CheckState::warning);
  scene.input.daemon->scraped_at.reset();
  EXPECT_EQ(scene.check("scrape").seen, "/metrics on 127.0.0.1:10149 was never read since start 3 h ago");
  EXPECT_THAT(scene.check("scrape").remedy, HasSubstr("prometheus.example.yml for 127.0.0.1:10149"));
  scene.input.daemon->metrics_address = "";
  EXPECT_THAT(scene.check("scrape").remedy, HasSubstr("web.listen_address"));
}

TEST(Doctor, SaysThatNoNotifierIsConfigured) {
  Scene scene;
  EXPECT_EQ(scene.check("notification").state, CheckState::unknown);
  EXPECT_EQ(scene.check("notification").seen,
            "no notifier is configured: plimsolld itself notifies nobody; last log line of a finding: 2 h ago");
  scene.input.daemon->finding_told_at.reset();
  EXPECT_THAT(scene.check("notification").seen, HasSubstr("finding: never since start"));
}

TEST(Doctor, AnIncompleteAuditNamesWhatWasNotRead) {
  Scene scene;
  scene.snapshot.unread.push_back(
      {.id = "dd", .name = "db", .image = "db:1", .identity = "db", .error = {ErrorKind::too_large, "too large", ""}});
  EXPECT_EQ(scene.check("audit").state, CheckState::warning);
  EXPECT_EQ(scene.check("audit").seen, "last one 12 s ago, incomplete: container db: too large");
}

TEST(Doctor, TellsKernelControlGroupsSecurityModulesAndUnit) {
  Scene scene;
  EXPECT_EQ(scene.check("kernel").seen, "6.1.0-28-amd64");
  EXPECT_EQ(scene.check("cgroups").seen, "version 2");
  EXPECT_EQ(scene.check("security-modules").seen, "lockdown,capability,apparmor");
  EXPECT_EQ(scene.check("unit").seen, "runs as plimsolld.service");
  scene.input.surroundings.system = {};
  for (const char* id : {"kernel", "cgroups", "security-modules"}) {
    EXPECT_EQ(scene.check(id).state, CheckState::unknown) << id;
  }
}

TEST(Doctor, ACommandShowsTheUnitAsSystemctlDoes) {
  struct Row {
    const char* state;
    CheckState expected;
  };
  for (const Row& row :
       {Row{"", CheckState::unknown}, Row{"not installed", CheckState::unknown},
        Row{"loaded active running", CheckState::ok}, Row{"loaded failed failed (exit-code)", CheckState::warning}}) {
    Scene scene;
    scene.input.daemon.reset();
    scene.input.surroundings.system.unit_state = row.state;
    EXPECT_EQ(scene.check("unit").state, row.expected) << row.state;
  }
}

TEST(Doctor, WithoutADaemonNothingIsSaidOfItsOutputs) {
  Scene scene;
  scene.input.daemon.reset();
  for (const char* id : {"daemon", "degraded", "source-host", "scrape", "notification", "log"}) {
    EXPECT_EQ(scene.check(id).id, "no such check") << id;
  }
  scene.process().effective = 0;
  EXPECT_EQ(scene.check("capabilities").remedy, "run it with CAP_DAC_READ_SEARCH CAP_SYS_PTRACE: sudo plimsoll doctor");
}

TEST(Doctor, BeforeTheFirstReportItSaysSo) {
  Scene scene;
  scene.input.report = nullptr;
  const std::vector<Check> checks = examine(scene.input);
  EXPECT_THAT(troubles(checks), ElementsAre());
  const auto audit = std::ranges::find(checks, "audit", &Check::id);
  ASSERT_NE(audit, checks.end());
  EXPECT_EQ(audit->seen, "nothing is published yet");
}

}  // namespace
}  // namespace plimsoll
