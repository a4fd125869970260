#include "lib/engine/decode/container_fields.hpp"

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <charconv>
#include <filesystem>
#include <limits>
#include <locale>
#include <ranges>
#include <string_view>
#include <utility>

#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/decode/secret_names.hpp"
#include "lib/engine/decode/security_options.hpp"
#include "lib/engine/decode/timestamp.hpp"

namespace plimsoll::engine {
namespace {

std::string without_prefix(std::string text, std::string_view prefix) {
  if (text.starts_with(prefix)) text.erase(0, prefix.size());
  return text;
}

std::string normalised_capability(const std::string& name) {
  return without_prefix(boost::to_upper_copy(name, std::locale::classic()), "CAP_");
}

std::optional<Device> device(const Json& json) {
  const auto on_host = member(json, "PathOnHost", text);
  const auto in_container = member(json, "PathInContainer", text);
  const auto permissions = text_or_empty(json, "CgroupPermissions");
  if (!on_host || !in_container || !permissions) return std::nullopt;
  return Device{normalised_path(*on_host), normalised_path(*in_container), *permissions};
}

std::optional<std::vector<std::string>> texts_or_null(const Json& json) {
  return json.is_null() ? std::vector<std::string>{} : texts(json);
}

std::optional<DeviceRequest> device_request(const Json& json) {
  const auto driver = text_or_empty(json, "Driver");
  const auto count = member(json, "Count", integer);
  const auto ids = member(json, "DeviceIDs", texts_or_null);
  if (!driver || !count || !ids) return std::nullopt;
  return DeviceRequest{*driver, *count, *ids};
}

std::optional<Mount> mount(const Json& json) {
  const auto type = member(json, "Type", text);
  const auto destination = member(json, "Destination", text);
  const auto read_write = member(json, "RW", boolean);
  const auto source = text_or_empty(json, "Source");
  const auto name = text_or_empty(json, "Name");
  const auto driver = text_or_empty(json, "Driver");
  const auto propagation = text_or_empty(json, "Propagation");
  if (!type || !destination || !read_write || !source || !name || !driver || !propagation) return std::nullopt;
  const bool is_volume = *type == "volume";
  return Mount{.type = *type,
               .source = normalised_path(*source),
               .destination = normalised_path(*destination),
               .volume_name = is_volume ? *name : "",
               .driver = is_volume ? *driver : "",
               .propagation = *propagation,
               .read_write = *read_write};
}

std::optional<Ulimit> ulimit(const Json& json) {
  const auto name = member(json, "Name", text);
  const auto soft = member(json, "Soft", integer);
  const auto hard = member(json, "Hard", integer);
  if (!name || !soft || !hard) return std::nullopt;
  return Ulimit{without_prefix(boost::to_lower_copy(*name, std::locale::classic()), "rlimit_"), *soft, *hard};
}

/// The last word about it holds; the engine's own is noexec.
bool allows_execution(std::string_view mount_options) {
  bool allowed = false;
  for (const auto part : std::views::split(mount_options, ',')) {
    const std::string_view word(part.begin(), part.end());
    if (word == "exec" || word == "noexec") allowed = word == "exec";
  }
  return allowed;
}

std::optional<std::uint64_t> rate(const Json& json) {
  if (!json.is_number_unsigned()) return std::nullopt;
  return json.get<std::uint64_t>();
}

std::optional<BlockIoLimit> block_io_limit(const Json& json) {
  const auto device = member(json, "Path", text);
  const auto limit = member(json, "Rate", rate);
  if (!device || !limit) return std::nullopt;
  return BlockIoLimit{.device = normalised_path(*device), .rate = *limit};
}

std::optional<std::uint16_t> port_number(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return port;
}

struct ContainerPort {
  std::uint16_t number = 0;
  std::string protocol;
};

/// "80/tcp".
std::optional<ContainerPort> container_port(std::string_view key) {
  const std::size_t slash = key.find('/');
  const auto number = port_number(key.substr(0, slash));
  if (!number || slash == std::string_view::npos || slash + 1 == key.size()) return std::nullopt;
  return ContainerPort{*number, std::string(key.substr(slash + 1))};
}

std::optional<PublishedPort> host_port(const Json& binding) {
  const auto address = text_or_empty(binding, "HostIp");
  const auto digits = member(binding, "HostPort", text);
  const auto port = digits ? port_number(*digits) : std::nullopt;
  if (!address || !port) return std::nullopt;
  return PublishedPort{.host_ip = *address, .host_port = *port};
}

/// Null is a port that is exposed and not published.
bool add_bindings(std::vector<PublishedPort>& ports, const ContainerPort& port, const Json& bindings) {
  if (bindings.is_null()) return true;
  auto published = each<PublishedPort>(bindings, host_port);
  if (!published) return false;
  for (PublishedPort& entry : *published) {
    entry.container_port = port.number;
    entry.protocol = port.protocol;
    ports.push_back(std::move(entry));
  }
  return true;
}

}  // namespace

std::string normalised_path(std::string path) {
  if (!path.starts_with('/')) return path;
  std::string normal = std::filesystem::path(path).lexically_normal().string();
  if (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
  return normal;
}

std::optional<std::vector<std::string>> paths(const Json& json) {
  auto all = texts(json);
  if (!all) return std::nullopt;
  for (std::string& path : *all) path = normalised_path(std::move(path));
  return all;
}

std::optional<SharedStringList> shared_paths(const Json& json) {
  auto all = paths(json);
  if (!all) return std::nullopt;
  return SharedStringList(*std::move(all));
}

std::optional<std::vector<std::string>> capabilities(const Json& json) {
  auto names = texts(json);
  if (!names) return std::nullopt;
  for (std::string& name : *names) name = normalised_capability(name);
  return names;
}

std::optional<SecurityOptions> security_options(const Json& json) {
  const auto options = texts(json);
  return options ? parse_security_options(*options) : std::nullopt;
}

std::optional<std::vector<Device>> devices(const Json& json) { return each<Device>(json, device); }
std::optional<std::vector<DeviceRequest>> device_requests(const Json& json) {
  return each<DeviceRequest>(json, device_request);
}
/// dockerd makes the list from a map, so that its order differs from answer to answer.
std::optional<std::vector<Mount>> mounts(const Json& json) {
  auto all = each<Mount>(json, mount);
  if (all) std::ranges::sort(*all, {}, &Mount::destination);
  return all;
}
std::optional<std::vector<Ulimit>> ulimits(const Json& json) { return each<Ulimit>(json, ulimit); }
std::optional<std::vector<BlockIoLimit>> block_io_limits(const Json& json) {
  return each<BlockIoLimit>(json, block_io_limit);
}

std::optional<std::vector<std::string>> secret_variables(const Json& json) {
  const auto environment = texts(json);
  if (!environment) return std::nullopt;
  return secret_names(*environment);
}

std::optional<std::vector<std::string>> executable_tmpfs(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  std::vector<std::string> destinations;
  for (const auto& [destination, options] : json.items()) {
    const auto words = text(options);
    if (!words) return std::nullopt;
    if (allows_execution(*words)) destinations.push_back(normalised_path(destination));
  }
  return destinations;
}

std::optional<std::vector<std::string>> usable_ids(const Json& json) {
  auto ids = texts(json);
  if (!ids || !std::ranges::all_of(*ids, is_usable_id)) return std::nullopt;
  return ids;
}

std::optional<std::int64_t> timestamp(const Json& json) {
  const auto written = text(json);
  return written ? parse_timestamp(*written) : std::nullopt;
}

std::optional<bool> healthcheck(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto test = json.find("Test");
  if (test == json.end()) return false;
  const auto words = texts_or_null(*test);
  if (!words) return std::nullopt;
  return !words->empty() && words->front() != "NONE";
}

std::optional<std::string> health(const Json& json) { return member(json, "Status", text); }

std::optional<bool> limits_log_size(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto size = text_or_empty(json, "max-size");
  if (!size) return std::nullopt;
  return !size->empty() && !size->starts_with('-') && *size != "0";
}

std::optional<RestartPolicy> restart_policy(const Json& json) {
  const auto name = member(json, "Name", text);
  const auto retries = member(json, "MaximumRetryCount", integer);
  if (!name || !retries) return std::nullopt;
  return RestartPolicy{*name, *retries};
}

std::optional<std::vector<std::string>> keys(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  return names;
}

std::optional<std::vector<std::string>> path_keys(const Json& json) {
  auto all = keys(json);
  if (!all) return std::nullopt;
  for (std::string& path : *all) path = normalised_path(std::move(path));
  return all;
}

std::optional<std::vector<PublishedPort>> published_ports(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  std::vector<PublishedPort> ports;
  for (const auto& [key, bindings] : json.items()) {
    const auto port = container_port(key);
    if (!port || !add_bindings(ports, *port, bindings)) return std::nullopt;
  }
  return ports;
}

}  // namespace plimsoll::engine
