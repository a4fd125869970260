#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_version_outdated_cases{
    "engine-version-outdated",
    {
        {"the newest of the table", [](World& w) { w.engine.version = "29.8.2"; }, passes()},
        {"newer than the table", [](World& w) { w.engine.version = "31.0.0"; }, passes()},
        {"a series of less than two years", [](World& w) { w.engine.version = "28.0.1"; }, passes()},
        {"a series of more", [](World& w) { w.engine.version = "27.5.1"; }, violates("docker")},
        {"of a distribution, with its suffix", [](World& w) { w.engine.version = "20.10.24+dfsg1"; },
         violates("docker")},
        {"a number between two series", [](World& w) { w.engine.version = "22.06.0-beta.0"; }, violates("docker")},
        {"older than the table", [](World& w) { w.engine.version = "17.03.2-ce"; }, violates("docker")},
        {"old but allowed to be",
         [](World& w) {
           w.engine.version = "27.5.1";
           w.settings.set(rule("engine-version-outdated").settings[0], 3650);
         },
         passes()},
        {"young but no longer allowed",
         [](World& w) {
           w.engine.version = "28.5.2";
           w.settings.set(rule("engine-version-outdated").settings[0], 365);
         },
         violates("docker")},
        {"the newest may be old",
         [](World& w) {
           w.engine.version = "29.0.0";
           w.settings.set(rule("engine-version-outdated").settings[0], 1);
         },
         passes()},
        {"below the minimum",
         [](World& w) {
           w.engine.version = "29.8.2";
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"docker 29.8.3"});
         },
         violates("docker")},
        {"at the minimum",
         [](World& w) {
           w.engine.version = "29.8.3";
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"docker 29.8.3"});
         },
         passes()},
        {"minimum of a series, ten after nine",
         [](World& w) {
           w.engine.version = "29.10.0";
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"docker 29.9"});
         },
         passes()},
        {"a component below its minimum",
         [](World& w) {
           w.settings.set(rule("engine-version-outdated").settings[1],
                          std::vector<std::string>{"runc 1.2.8", "containerd 1.7"});
         },
         violates("runc")},
        {"a component that it does not have",
         [](World& w) {
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"crun 1.20"});
         },
         passes()},
        {"two reasons",
         [](World& w) {
           w.engine.version = "27.5.1";
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"runc 1.2.8"});
         },
         violates({"docker", "runc"})},
        {"a minimum without a version",
         [](World& w) {
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"runc"});
         },
         is_unknown(Cause::malformed)},
        {"a minimum, components not reported",
         [](World& w) {
           w.engine.components = missing();
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"runc 1.2.8"});
         },
         is_unknown()},
        {"a component of no known version",
         [](World& w) {
           w.engine.components = seen(std::vector<EngineComponent>{{.name = "runc", .version = "unknown"}});
           w.settings.set(rule("engine-version-outdated").settings[1], std::vector<std::string>{"runc 1.2.8"});
         },
         is_unknown(Cause::malformed)},
        {"a build of somebody", [](World& w) { w.engine.version = "dev"; }, is_unknown(Cause::malformed)},
        {"no version", [](World& w) { w.engine.version = ""; }, is_unknown(Cause::malformed)},
        {"Podman with a minimum",
         [](World& w) {
           w.engine.kind = EngineKind::podman;
           w.engine.version = "4.3.1";
           w.settings.set(rule("engine-version-outdated").settings[1],
                          std::vector<std::string>{"podman 5.4", "docker 29"});
         },
         violates("podman")},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
