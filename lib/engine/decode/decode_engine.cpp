#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "lib/engine/decode/certificate.hpp"
#include "lib/engine/decode/container_fields.hpp"
#include "lib/engine/decode/decode.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/decode/security_options.hpp"
#include "lib/engine/http/errors.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

using StringList = std::vector<std::string>;

std::optional<EngineSecurity> engine_security(const Json& json) {
  const auto options = texts(json);
  if (!options) return std::nullopt;
  return parse_engine_security(*options);
}

/// "1" or "2".
std::optional<std::int64_t> number_in_text(const Json& json) {
  const auto digits = text(json);
  std::int64_t number = 0;
  if (!digits) return std::nullopt;
  const auto [end, error] = std::from_chars(digits->data(), digits->data() + digits->size(), number);
  if (error != std::errc() || end != digits->data() + digits->size()) return std::nullopt;
  return number;
}

/// A name to show, not a fact that is judged.
std::string shown(const Json& object, const char* key) { return text_or_empty(object, key).value_or(""); }

/// Those of this host are insecure on every engine, and harmless.
bool is_loopback(const std::string& network) { return network == "127.0.0.0/8" || network == "::1/128"; }

/// "127.1.2.3", but no name that begins alike.
bool is_ipv4_loopback(std::string_view host) {
  in_addr address{};
  return inet_pton(AF_INET, std::string(host).c_str(), &address) == 1 && ntohl(address.s_addr) >> 24 == IN_LOOPBACKNET;
}

/// A registry on this host, with or without a port.
bool is_local_registry(std::string_view name) {
  const std::string_view host = name.substr(0, name.starts_with('[') ? name.find(']') + 1 : name.find(':'));
  return host == "localhost" || host == "[::1]" || is_ipv4_loopback(host);
}

/// Networks are listed, single registries marked.
std::optional<StringList> insecure_registries(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  auto insecure = optional_member<StringList>(json, "InsecureRegistryCIDRs", texts);
  if (!insecure) return std::nullopt;
  std::erase_if(*insecure, is_loopback);
  const auto configured = json.find("IndexConfigs");
  if (configured == json.end() || configured->is_null()) return insecure;
  if (!configured->is_object()) return std::nullopt;
  for (const auto& [name, index] : configured->items()) {
    const auto secure = member(index, "Secure", boolean);
    if (!secure) return std::nullopt;
    if (!*secure && !is_local_registry(name)) insecure->push_back(name);
  }
  return insecure;
}

std::optional<SwarmNode> swarm_node(const Json& json) {
  const auto state = member(json, "LocalNodeState", text);
  const auto address = optional_member<std::string>(json, "NodeAddr", text);
  const auto manager = member(json, "ControlAvailable", boolean);
  const auto managers = optional_member<std::int64_t>(json, "Managers", integer);
  const auto nodes = optional_member<std::int64_t>(json, "Nodes", integer);
  if (!state || !address || !manager || !managers || !nodes) return std::nullopt;
  return SwarmNode{*state, *address, *manager, *managers, *nodes};
}

template <class T>
std::optional<T> nested(const Json& json, std::string_view path, Convert<T> convert) {
  const Member found = find_member(json, path);
  const Json* const* value = std::get_if<const Json*>(&found);
  return value != nullptr ? convert(**value) : std::nullopt;
}

std::optional<SwarmCluster> swarm_cluster(const Json& json) {
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  const auto autolock = nested(json, "Spec.EncryptionConfig.AutoLockManagers", boolean);
  const auto expiry = nested(json, "Spec.CAConfig.NodeCertExpiry", integer);
  const auto rotating = member(json, "RootRotationInProgress", boolean);
  const auto root = nested(json, "TLSInfo.TrustRoot", text);
  if (!autolock || !expiry || !rotating) return std::nullopt;
  return SwarmCluster{.autolock = *autolock,
                      .node_certificate_seconds = *expiry / kNanosecondsPerSecond,
                      .root_certificate_from = root ? valid_from(*root).value_or(0) : 0,
                      .root_rotating = *rotating};
}

/// There or not is all that is asked of it.
std::optional<bool> is_there(const Json& json) { return json.is_object() ? std::optional(true) : std::nullopt; }

/// "1.1.5" of Podman's "runc version 1.1.5\ncommit: …"; Docker's as it is.
std::string version_number(std::string_view version) {
  constexpr std::string_view kBefore = " version ";
  const std::size_t at = version.find(kBefore);
  if (at != std::string_view::npos) version.remove_prefix(at + kBefore.size());
  return std::string(version.substr(0, version.find_first_of(",\n")));
}

/// "runc" of Podman's "OCI Runtime (runc)".
std::string component_name(std::string_view name) {
  constexpr std::string_view kRuntime = "OCI Runtime (";
  if (!name.starts_with(kRuntime) || !name.ends_with(')')) return std::string(name);
  return std::string(name.substr(kRuntime.size(), name.size() - kRuntime.size() - 1));
}

std::optional<EngineComponent> component(const Json& json) {
  const auto name = member(json, "Name", text);
  const auto version = member(json, "Version", text);
  if (!name || !version) return std::nullopt;
  return EngineComponent{component_name(*name), version_number(*version)};
}

std::optional<std::vector<EngineComponent>> components(const Json& json) {
  return each<EngineComponent>(json, component);
}

bool names_podman(const Json& version) {
  const auto listed = version.find("Components");
  if (listed == version.end() || !listed->is_array()) return false;
  return std::ranges::any_of(
      *listed, [](const Json& json) { return json.is_object() && shown(json, "Name").starts_with("Podman"); });
}

/// Where a mount of a plugin has none, as a tmpfs, null or "".
std::optional<std::string> mount_source(const Json& json) { return optional_member<std::string>(json, "Source", text); }

std::optional<StringList> mount_sources(const Json& json) {
  auto sources = each<std::string>(json, mount_source);
  if (!sources) return std::nullopt;
  std::erase(*sources, "");
  for (std::string& source : *sources) source = normalised_path(std::move(source));
  return sources;
}

const Json& object_at(const Json& json, const char* key) {
  static const Json kNone = Json::object();
  const auto found = json.find(key);
  return found == json.end() ? kNone : *found;
}

/// What it may is in its settings, which its user chose, and in its configuration. Its environment is not read.
std::optional<EnginePlugin> plugin(const Json& json) {
  const Json& config = object_at(json, "Config");
  const Json& rights = object_at(config, "Linux");
  const auto name = member(json, "Name", text);
  const auto enabled = member(json, "Enabled", boolean);
  const auto allowed = optional_member<StringList>(rights, "Capabilities", capabilities);
  const auto sources = optional_member<StringList>(object_at(json, "Settings"), "Mounts", mount_sources);
  const auto all_devices = optional_member<bool>(rights, "AllowAllDevices", boolean);
  const auto network = optional_member<std::string>(object_at(config, "Network"), "Type", text);
  if (!name || !enabled || !allowed || !sources || !all_devices || !network) return std::nullopt;
  return EnginePlugin{*name, *enabled, *allowed, *sources, *all_devices, *network == "host"};
}

}  // namespace

Result<EngineAndHost> decode_info(std::string_view body, std::string_view target) {
  const Result<Json> info = parse_object(body, target);
  if (!info) return info.error();
  const Fields fields(*info, Source::engine);
  EngineAndHost decoded;
  decoded.host_name = shown(*info, "Name");
  decoded.engine.version = shown(*info, "ServerVersion");
#define FACT(name, type, path, decode) decoded.engine.name = FactReader<type>(fields, path).decode;
#include "plimsoll/engine_facts.def"
#undef FACT
  return decoded;
}

Result<EngineVersion> decode_version(std::string_view body, std::string_view target) {
  const Result<Json> version = parse_object(body, target);
  if (!version) return version.error();
  const Fields fields(*version, Source::engine);
  return EngineVersion{.version = shown(*version, "Version"),
                       .kind = names_podman(*version) ? EngineKind::podman : EngineKind::docker,
                       .components = fields.read<std::vector<EngineComponent>>("Components", components)};
}

Result<std::vector<EnginePlugin>> decode_plugins(std::string_view body, std::string_view target) {
  const Result<Json> list = parse_json(body, target);
  if (!list) return list.error();
  auto plugins = each<EnginePlugin>(*list, plugin);
  if (!plugins) return not_the_documented_shape(target, "it is not a list of plugins");
  return *std::move(plugins);
}

}  // namespace plimsoll::engine
