#include <algorithm>
#include <iterator>

#include "lib/core/rules/common/engine_sockets.hpp"
#include "lib/core/rules/common/host_exposure.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/extend/"};
constexpr std::string_view kReads[] = {"engine.plugins", "engine.root_directory"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr Setting kAllow{
    .name = "allow", .type = Setting::Type::list, .about = "Names of plugins, with their tag, that may be root."};
constexpr Setting kSettings[] = {kAllow};

constexpr std::string_view kRootCapabilities[] = {"ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH"};

bool is_root_capability(const std::string& capability) {
  return std::ranges::find(kRootCapabilities, capability) != std::end(kRootCapabilities);
}

bool commands_host(const std::string& path, const EngineFacts& engine) {
  const std::string canonical = canonical_path(path);
  return exposure_of(canonical, engine).commands_host || reaches_engine_socket(canonical, engine);
}

/// What makes it root, in the order of the facts.
std::vector<std::string> powers_of(const EnginePlugin& plugin, const EngineFacts& engine) {
  std::vector<std::string> powers;
  std::ranges::copy_if(plugin.capabilities, std::back_inserter(powers), is_root_capability);
  std::ranges::copy_if(plugin.host_paths, std::back_inserter(powers),
                       [&](const std::string& path) { return commands_host(path, engine); });
  if (plugin.all_devices) powers.emplace_back("all devices");
  return powers;
}

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& plugins = engine.plugins;
  if (!plugins) return unknown(plugins);
  const auto allowed = context.settings.list(kAllow);
  ItemList items;
  for (std::size_t i = 0; i < plugins->size(); ++i) {
    const EnginePlugin& plugin = (*plugins)[i];
    if (!plugin.enabled || std::ranges::find(allowed, plugin.name) != allowed.end()) continue;
    const std::vector<std::string> powers = powers_of(plugin, engine);
    if (!powers.empty()) items.add(item_of(plugin.name, plugins, element(plugins, i), show(powers), "none of them"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(engine_plugin_privileged){
    .id = "engine-plugin-privileged",
    .title = "Plugin is root on the host",
    .severity = Severity::high,
    .rationale =
        "A managed plugin is a container that no list of containers shows; with these privileges it is root on the "
        "host with no further bug.",
    .remediation =
        "Disable and remove the plugin, or accept it by name in the policy after you have read what it asks for.",
    .impact = "Volumes, networks or logs that it provides are gone.",
    .violation_example = "docker plugin install --grant-all-permissions vieux/sshfs",
    .pass_example = "a plugin that asks for the host network only, or a disabled one",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
