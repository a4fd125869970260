#include "lib/host/engine_setup/engine_files.hpp"

#include <gmock/gmock.h>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Role = EngineFileRole;

constexpr int kEngine = 20;

/// An engine on a host of files; without a process unless one is added.
struct Host {
  Tree tree;
  EngineFacts facts;
  bool rootless = false;

  [[nodiscard]] std::vector<EngineFile> files() {
    const HostSource source(tree.root());
    const auto process = read_process(source, kEngine);
    const auto processes = read_processes(source);
    const EngineSetup setup = read_engine_setup(source, process, rootless);
    facts.settings = merge_settings(setup, "28.0.1");
    return read_engine_files(source, {facts, rootless, setup, process, processes});
  }
  [[nodiscard]] std::vector<std::string> paths(Role role) {
    std::vector<std::string> found;
    for (const EngineFile& file : files()) {
      if (file.role == role && file.status) found.push_back(file.path);
    }
    return found;
  }
  [[nodiscard]] std::vector<Cause> causes(Role role) {
    std::vector<Cause> found;
    for (const EngineFile& file : files()) {
      if (file.role == role && !file.status) found.push_back(file.status.cause());
    }
    return found;
  }
  Host& engine(const std::vector<std::string>& arguments = {}) {
    std::string line = "dockerd";
    for (const std::string& argument : arguments) (line += '\0') += argument;
    tree.first_process().process(kEngine, {.executable = "/opt/docker/dockerd", .command_line = line});
    return *this;
  }
};

TEST(EngineFiles, ProgramsAreThoseThatRun) {
  Host host;
  host.engine().tree.file("/opt/docker/dockerd", "").file("/usr/bin/dockerd", "").file("/usr/bin/containerd", "");
  EXPECT_THAT(host.paths(Role::dockerd), ElementsAre("/opt/docker/dockerd"));
  EXPECT_THAT(host.paths(Role::containerd), ElementsAre("/usr/bin/containerd"));
  host.tree.process(30, {.executable = "/opt/bin/containerd"}).file("/opt/bin/containerd", "");
  EXPECT_THAT(host.paths(Role::containerd), ElementsAre("/opt/bin/containerd"));
}

TEST(EngineFiles, WithoutAProcessTheUsualPlacesAreLookedAt) {
  Host host;
  host.tree.file("/usr/sbin/dockerd", "");
  EXPECT_THAT(host.paths(Role::dockerd), ElementsAre("/usr/sbin/dockerd"));
}

TEST(EngineFiles, AProgramThatRunsAndCannotBeFoundIsUnknown) {
  Host host;
  host.tree.first_process()
      .process(kEngine, {.executable = "", .name = "dockerd", .command_line = "dockerd"})
      .process(30, {.executable = "", .name = "containerd"})
      .process(31, {.executable = "", .name = "containerd-shim"})
      .file("/usr/bin/containerd", "")
      .file("/usr/bin/containerd-shim-runc-v2", "");
  EXPECT_THAT(host.causes(Role::dockerd), ElementsAre(Cause::unreadable));
  EXPECT_THAT(host.causes(Role::containerd), IsEmpty());
  EXPECT_THAT(host.causes(Role::containerd_shim), IsEmpty());
  std::filesystem::remove(host.tree.outside("/usr/bin/containerd-shim-runc-v2"));
  EXPECT_THAT(host.causes(Role::containerd_shim_runc_v2), ElementsAre(Cause::unreadable));
}

TEST(EngineFiles, UnitsThatCannotBeReadAreUnknown) {
  Host host;
  host.facts.socket_path = "/run/docker.sock";
  host.engine({"-H", "fd://"})
      .tree.file("/usr/lib/systemd/system/docker.service", "", 0)
      .directory("/etc/systemd/system/docker.service.d", 0)
      .file("/usr/lib/systemd/system/docker.socket", "", 0);
  const Unprivileged unprivileged;
  EXPECT_THAT(host.causes(Role::service_unit), ElementsAre(Cause::no_permission));
  EXPECT_THAT(host.causes(Role::environment_file), ElementsAre(Cause::no_permission));
  EXPECT_THAT(host.causes(Role::api_socket), ElementsAre(Cause::no_permission));
}

TEST(EngineFiles, TwoNamesOfOneFileAreOne) {
  Host host;
  host.tree.file("/usr/sbin/runc", "").link("/usr/bin/runc", "/usr/sbin/runc");
  EXPECT_THAT(host.paths(Role::runc), ElementsAre("/usr/bin/runc"));
}

TEST(EngineFiles, TheDefaultRuntimeIsLookedFor) {
  Host host;
  host.facts.default_runtime = Fact<std::string>("crun", Source::engine, "DefaultRuntime");
  host.engine().tree.file("/usr/bin/crun", "").file("/usr/bin/runc", "");
  EXPECT_THAT(host.paths(Role::runc), ElementsAre("/usr/bin/crun"));
  host.tree.file("/etc/docker/daemon.json", R"({"runtimes": {"crun": {"path": "/opt/crun"}}})").file("/opt/crun", "");
  EXPECT_THAT(host.paths(Role::runc), ElementsAre("/opt/crun"));
}

TEST(EngineFiles, ConfigurationIsWhereTheEngineReadsIt) {
  Host host;
  host.engine({"--config-file", "/srv/docker.json"})
      .tree.file("/srv/docker.json", "{}")
      .file("/etc/docker/daemon.json", "{}")
      .file("/etc/default/docker", "")
      .file("/etc/sysconfig/docker", "");
  EXPECT_THAT(host.paths(Role::daemon_json), ElementsAre("/srv/docker.json"));
  EXPECT_THAT(host.paths(Role::config_directory), ElementsAre("/etc/docker", "/srv"));
  EXPECT_THAT(host.paths(Role::environment_file), ElementsAre("/etc/default/docker"));
  EXPECT_THAT(host.paths(Role::sysconfig_file), ElementsAre("/etc/sysconfig/docker"));
}

TEST(EngineFiles, UnitsWithTheirDropInsAndWhatTheyName) {
  Host host;
  host.engine({"-H", "fd://"})
      .tree.file("/usr/lib/systemd/system/docker.service", "EnvironmentFile=-/etc/environment.docker\n")
      .file("/etc/systemd/system/docker.service.d/x.conf", "")
      .file("/usr/lib/systemd/system/docker.socket", "ListenStream=/run/docker.sock\nListenStream=2375\n")
      .file("/etc/environment.docker", "")
      .file("/run/docker.sock", "");
  EXPECT_THAT(host.paths(Role::service_unit),
              ElementsAre("/usr/lib/systemd/system/docker.service", "/etc/systemd/system/docker.service.d/x.conf"));
  EXPECT_THAT(host.paths(Role::environment_file), ElementsAre("/etc/environment.docker"));
  EXPECT_THAT(host.paths(Role::api_socket), ElementsAre("/run/docker.sock"));
}

TEST(EngineFiles, EverySocketThatTheEngineServes) {
  Host host;
  host.facts.socket_path = "/run/proxy.sock";
  host.engine({"-H", "unix:///a.sock", "-H", "tcp://127.0.0.1:1", "--host=unix:///b.sock"})
      .tree.file("/a.sock", "")
      .file("/b.sock", "")
      .file("/run/proxy.sock", "");
  EXPECT_THAT(host.paths(Role::api_socket), ElementsAre("/a.sock", "/b.sock"));
}

TEST(EngineFiles, WithoutSettingsTheSocketThatWeUse) {
  Host host;
  host.facts.socket_path = "/run/docker.sock";
  host.tree.file("/run/docker.sock", "").file("/etc/docker/daemon.json", "{");
  EXPECT_THAT(host.paths(Role::api_socket), ElementsAre("/run/docker.sock"));
}

TEST(EngineFiles, ContainerdIsWhereTheEngineSays) {
  Host host;
  host.engine().tree.file("/run/containerd/containerd.sock", "").file("/run/docker/containerd/containerd.sock", "");
  EXPECT_THAT(host.paths(Role::containerd_socket),
              ElementsAre("/run/containerd/containerd.sock", "/run/docker/containerd/containerd.sock"));
  host.facts.containerd_address = Fact<std::string>("/run/x/c.sock", Source::engine, "Containerd.Address");
  host.tree.file("/run/x/c.sock", "");
  EXPECT_THAT(host.paths(Role::containerd_socket), ElementsAre("/run/x/c.sock"));
  EXPECT_THAT(host.paths(Role::containerd_directory), ElementsAre("/run/x"));
}

TEST(EngineFiles, EachFileOfARegistry) {
  Host host;
  host.tree.file("/etc/docker/certs.d/r.example/ca.crt", "")
      .file("/etc/docker/certs.d/r.example/client.key", "")
      .file("/etc/docker/certs.d/README", "");
  EXPECT_THAT(host.paths(Role::registry_certificate),
              ElementsAre("/etc/docker/certs.d/r.example/ca.crt", "/etc/docker/certs.d/r.example/client.key"));
}

TEST(EngineFiles, TooManyCertificatesAreSaidSo) {
  Host host;
  for (int i = 0; i < 2; ++i) {
    for (int file = 0; file < 600; ++file) {
      host.tree.file("/etc/docker/certs.d/r" + std::to_string(i) + "/" + std::to_string(file), "");
    }
  }
  EXPECT_THAT(host.causes(Role::registry_certificate), ElementsAre(Cause::too_large));
}

TEST(EngineFiles, TlsFilesOfTheSettings) {
  Host host;
  host.engine({"--tlsverify", "--tlskey", "/k.pem", "--tlscert=cert.pem"})
      .tree.file("/k.pem", "")
      .file("/root/.docker/ca.pem", "");
  EXPECT_THAT(host.paths(Role::tls_key), ElementsAre("/k.pem"));
  EXPECT_THAT(host.paths(Role::tls_ca_certificate), ElementsAre("/root/.docker/ca.pem"));
  EXPECT_THAT(host.causes(Role::tls_certificate), ElementsAre(Cause::unresolved));
}

TEST(EngineFiles, WithoutTlsTheUsersOwnFilesAreNoneOfTheEngine) {
  Host host;
  host.engine().tree.file("/root/.docker/key.pem", "");
  EXPECT_THAT(host.paths(Role::tls_key), IsEmpty());
  EXPECT_THAT(host.causes(Role::tls_key), IsEmpty());
}

TEST(EngineFiles, WhatCannotBeLookedAtSaysWhy) {
  Host host;
  host.facts.root_directory = Fact<std::string>(Cause::null, Source::engine, "DockerRootDir");
  host.tree.link("/etc/docker/daemon.json", "daemon.json");
  EXPECT_THAT(host.causes(Role::data_root), ElementsAre(Cause::null));
  EXPECT_THAT(host.causes(Role::daemon_json), ElementsAre(Cause::unreadable));
  EXPECT_THAT(host.causes(Role::tls_key), ElementsAre(Cause::unreadable));
}

TEST(EngineFiles, ARootlessEngineHasItsUsersUnits) {
  Host host;
  host.rootless = true;
  host.tree.first_process()
      .process(kEngine, {.executable = "/home/ann/bin/dockerd", .command_line = "dockerd", .uid = 1000})
      .file("/etc/passwd", "ann:x:1000:1000::/home/ann:/bin/sh\n")
      .file("/home/ann/.config/systemd/user/docker.service", "")
      .file("/home/ann/.config/docker/certs.d/r/ca.crt", "")
      .file("/run/user/1000/docker.sock", "");
  EXPECT_THAT(host.paths(Role::service_unit), ElementsAre("/home/ann/.config/systemd/user/docker.service"));
  EXPECT_THAT(host.paths(Role::registry_certificate), ElementsAre("/home/ann/.config/docker/certs.d/r/ca.crt"));
  EXPECT_THAT(host.paths(Role::api_socket), ElementsAre("/run/user/1000/docker.sock"));
}

TEST(EngineFiles, PodmanHasFewOfThem) {
  Host host;
  host.facts.kind = EngineKind::podman;
  host.facts.socket_path = "/run/podman/podman.sock";
  host.tree.file("/run/podman/podman.sock", "")
      .file("/usr/lib/systemd/system/podman.service", "")
      .file("/usr/bin/dockerd", "")
      .file("/etc/docker/daemon.json", "");
  EXPECT_THAT(host.paths(Role::service_unit), ElementsAre("/usr/lib/systemd/system/podman.service"));
  EXPECT_THAT(host.paths(Role::dockerd), IsEmpty());
  EXPECT_THAT(host.paths(Role::daemon_json), IsEmpty());
}

}  // namespace
}  // namespace plimsoll::host
