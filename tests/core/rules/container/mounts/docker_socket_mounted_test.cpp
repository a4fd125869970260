#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases docker_socket_mounted_cases{
    "docker-socket-mounted",
    {
        {"no mount", [](World&) {}, passes()},
        {"the socket", [](World& w) { w.bind("/var/run/docker.sock"); }, violates("/var/run/docker.sock")},
        {"the socket where it really is", [](World& w) { w.bind("/run/docker.sock"); }, violates("/run/docker.sock")},
        {"read-only helps nothing", [](World& w) { w.bind("/run/docker.sock", false); }, violates("/run/docker.sock")},
        {"the socket at any other place", [](World& w) { w.bind("/srv/docker.sock"); }, violates("/srv/docker.sock")},
        {"a directory above", [](World& w) { w.bind("/run"); }, violates("/run")},
        {"a directory above, by its link", [](World& w) { w.bind("/var/run"); }, violates("/var/run")},
        {"the whole host, read-only", [](World& w) { w.bind("/", false); }, violates("/")},
        {"the whole host through a process", [](World& w) { w.bind("/proc/1/root"); }, violates("/proc/1/root")},
        {"/var, where /var/run is a link", [](World& w) { w.bind("/var"); }, passes()},
        {"/var, with the socket in it",
         [](World& w) {
           w.engine.socket_path = "/var/lib/engine/api.sock";
           w.bind("/var");
         },
         violates("/var")},
        {"the engine we talk to",
         [](World& w) {
           w.engine.socket_path = "/srv/engine/api.sock";
           w.bind("/srv/engine/api.sock");
         },
         violates("/srv/engine/api.sock")},
        {"above the engine we talk to",
         [](World& w) {
           w.engine.socket_path = "/srv/engine/api.sock";
           w.bind("/srv");
         },
         violates("/srv")},
        {"beside the engine we talk to",
         [](World& w) {
           w.engine.socket_path = "/srv/engine/api.sock";
           w.bind("/srv/engineering");
         },
         passes()},
        {"address of the engine not known",
         [](World& w) {
           w.engine.socket_path = "";
           w.bind("/srv");
         },
         passes()},
        {"containerd", [](World& w) { w.bind("/run/containerd/containerd.sock"); },
         violates("/run/containerd/containerd.sock")},
        {"containerd of the engine", [](World& w) { w.bind("/run/docker/containerd"); },
         violates("/run/docker/containerd")},
        {"CRI-O", [](World& w) { w.bind("/var/run/crio/crio.sock"); }, violates("/var/run/crio/crio.sock")},
        {"Podman", [](World& w) { w.bind("/run/podman"); }, violates("/run/podman")},
        {"rootless Podman", [](World& w) { w.bind("/run/user/1000/podman/podman.sock"); },
         violates("/run/user/1000/podman/podman.sock")},
        {"BuildKit", [](World& w) { w.bind("/run/buildkit/buildkitd.sock"); },
         violates("/run/buildkit/buildkitd.sock")},
        {"a plugin of the engine", [](World& w) { w.bind("/run/docker/plugins/volumes.sock"); },
         violates("/run/docker/plugins/volumes.sock")},
        {"a name that begins alike", [](World& w) { w.bind("/run/docker-x"); }, passes()},
        {"a directory named alike", [](World& w) { w.bind("/srv/docker.sock.d"); }, passes()},
        {"a dot is a dot", [](World& w) { w.bind("/srv/dockerXsock"); }, passes()},
        {"another socket", [](World& w) { w.bind("/run/mysqld/mysqld.sock"); }, passes()},
        {"behind a volume", [](World& w) { w.bind_volume("innocent", "/run"); }, violates("/run")},
        {"named in the container only",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "bind", .source = "/srv/api", .destination = "/var/run/docker.sock"}});
         },
         passes()},
        {"memory in its place",
         [](World& w) { w.container.mounts = seen({Mount{.type = "tmpfs", .destination = "/var/run/docker.sock"}}); },
         passes()},
        {"mounted twice",
         [](World& w) {
           w.bind("/run/docker.sock");
           w.bind("/run/docker.sock", false);
         },
         violates("/run/docker.sock")},
        {"volume of a plugin",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
        {"volume that was not listed",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "local"}});
         },
         is_unknown(Cause::unresolved)},
        {"volume that was not listed, and the socket",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "local"}});
           w.bind("/run/docker.sock");
         },
         violates("/run/docker.sock")},
        {"volume of a plugin that is trusted",
         [](World& w) {
           w.settings.set(rule("docker-socket-mounted").settings[0], {"rexray"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         passes()},
        {"volume of a plugin, another is trusted",
         [](World& w) {
           w.settings.set(rule("docker-socket-mounted").settings[0], {"rex", "local"});
           w.container.mounts =
               seen({Mount{.type = "volume", .destination = "/d", .volume_name = "v", .driver = "rexray"}});
         },
         is_unknown(Cause::not_reported)},
        {"no volume of the engine's own is trusted",
         [](World& w) {
           w.settings.set(rule("docker-socket-mounted").settings[0], {"local", ""});
           w.bind_volume("innocent", "/run");
           w.bind("/run/docker.sock");
         },
         violates({"/run", "/run/docker.sock"})},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
    }};

TEST(DockerSocketMounted, FixSaysHowItWasMounted) {
  World w;
  w.bind("/var/run/docker.sock", false);
  EXPECT_THAT(
      spelled(fix_in(rule("docker-socket-mounted"), w)),
      ::testing::ElementsAre("- --volume=/var/run/docker.sock:/mnt:ro | volumes: [\"/var/run/docker.sock:/mnt:ro\"]"));
}

TEST(DockerSocketMounted, FixNamesTheVolume) {
  World w;
  w.bind_volume("innocent", "/run");
  EXPECT_THAT(spelled(fix_in(rule("docker-socket-mounted"), w)),
              ::testing::ElementsAre("- --volume=innocent:/mnt | volumes: [\"innocent:/mnt\"]"));
}

}  // namespace plimsoll::testing
