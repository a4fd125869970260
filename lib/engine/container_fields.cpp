#include "lib/engine/container_fields.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <charconv>
#include <filesystem>
#include <limits>
#include <locale>
#include <string_view>
#include <utility>

#include "lib/engine/fields.hpp"
#include "lib/engine/security_options.hpp"

namespace plimsoll::engine {
namespace {

/// The member converted, or nothing if it is missing or of another type.
template <class T>
std::optional<T> member(const Json& object, const char* key, Convert<T> convert) {
  const auto found = object.find(key);
  if (found == object.end()) return std::nullopt;
  return convert(*found);
}

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
std::optional<std::vector<Mount>> mounts(const Json& json) { return each<Mount>(json, mount); }
std::optional<std::vector<Ulimit>> ulimits(const Json& json) { return each<Ulimit>(json, ulimit); }
std::optional<std::vector<BlockIoLimit>> block_io_limits(const Json& json) {
  return each<BlockIoLimit>(json, block_io_limit);
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
