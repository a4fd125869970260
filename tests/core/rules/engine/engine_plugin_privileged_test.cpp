#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

namespace {

void plug(World& w, EnginePlugin plugin) { w.engine.plugins = seen(std::vector<EnginePlugin>{std::move(plugin)}); }

}  // namespace

const RuleCases engine_plugin_privileged_cases{
    "engine-plugin-privileged",
    {
        {"none", [](World&) {}, passes()},
        {"no privileges", [](World& w) { plug(w, {.name = "loki:latest", .enabled = true, .host_network = true}); },
         passes()},
        {"lesser capability",
         [](World& w) { plug(w, {.name = "net:1", .enabled = true, .capabilities = {"NET_ADMIN"}}); }, passes()},
        {"every device", [](World& w) { plug(w, {.name = "nvidia:1", .enabled = true, .all_devices = true}); },
         violates("nvidia:1")},
        {"a root-equivalent capability",
         [](World& w) {
           plug(w, {.name = "vieux/sshfs:latest", .enabled = true, .capabilities = {"NET_ADMIN", "SYS_ADMIN"}});
         },
         violates("vieux/sshfs:latest")},
        {"all capabilities", [](World& w) { plug(w, {.name = "all:1", .enabled = true, .capabilities = {"ALL"}}); },
         violates("all:1")},
        {"the whole host", [](World& w) { plug(w, {.name = "root:1", .enabled = true, .host_paths = {"/"}}); },
         violates("root:1")},
        {"the engine's socket",
         [](World& w) { plug(w, {.name = "sock:1", .enabled = true, .host_paths = {"/var/run/docker.sock"}}); },
         violates("sock:1")},
        {"the engine's own data, kept elsewhere",
         [](World& w) {
           w.engine.root_directory = seen("/srv/docker");
           plug(w, {.name = "data:1", .enabled = true, .host_paths = {"/srv/docker/plugins"}});
         },
         violates("data:1")},
        {"a directory of its own",
         [](World& w) { plug(w, {.name = "dir:1", .enabled = true, .host_paths = {"/srv/data"}}); }, passes()},
        {"disabled", [](World& w) { plug(w, {.name = "root:1", .all_devices = true}); }, passes()},
        {"accepted by name",
         [](World& w) {
           plug(w, {.name = "a:1", .enabled = true, .all_devices = true});
           w.settings.set(rule("engine-plugin-privileged").settings[0], std::vector<std::string>{"a:1"});
         },
         passes()},
        {"another tag of an accepted one",
         [](World& w) {
           plug(w, {.name = "a:2", .enabled = true, .all_devices = true});
           w.settings.set(rule("engine-plugin-privileged").settings[0], std::vector<std::string>{"a:1"});
         },
         violates("a:2")},
        {"not reported", [](World& w) { w.engine.plugins = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
