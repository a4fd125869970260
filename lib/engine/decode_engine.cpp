#include <charconv>
#include <ranges>
#include <utility>

#include "lib/engine/container_fields.hpp"
#include "lib/engine/decode.hpp"
#include "lib/engine/errors.hpp"
#include "lib/engine/fields.hpp"
#include "lib/engine/security_options.hpp"

namespace plimsoll::engine {
namespace {

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

bool names_podman(const Json& version) {
  const auto components = version.find("Components");
  if (components == version.end() || !components->is_array()) return false;
  for (const Json& component : *components) {
    if (component.is_object() && shown(component, "Name").starts_with("Podman")) return true;
  }
  return false;
}

/// Where a volume has no options its engine writes null or {}: then each of them is empty.
Fact<std::string> option(const Json& volume, std::string_view path) {
  const Fields fields(volume, Source::engine);
  Fact<std::string> fact = fields.read<std::string>(path, text);
  const auto options = volume.find("Options");
  const bool options_told = options != volume.end() && (options->is_object() || options->is_null());
  const bool given = fact || fact.cause() == Cause::wrong_type || !options_told;
  return given ? fact : Fact<std::string>("", Source::engine, path);
}

/// The words of `o` that make a volume a host path. Others are left out: one of them is where a share's password
/// stands.
std::string bind_words(std::string_view mount_options) {
  std::string kept;
  for (const auto part : std::views::split(mount_options, ',')) {
    const std::string_view word(part.begin(), part.end());
    if (word == "bind" || word == "rbind") kept += (kept.empty() ? "" : ",") + std::string(word);
  }
  return kept;
}

Fact<std::string> mount_options(const Json& volume) {
  const Fact<std::string> all = option(volume, "Options.o");
  return all ? Fact<std::string>(bind_words(*all), all.source(), all.path()) : all;
}

/// What is neither bound nor a path names no file of the host, and may be anything.
bool may_name_a_host_path(const VolumeFacts& volume) {
  const bool bound =
      (volume.option_o && !volume.option_o->empty()) || (volume.option_type && *volume.option_type == "bind");
  return bound || volume.option_device->starts_with('/');
}

void clean_device(VolumeFacts& volume) {
  Fact<std::string>& device = volume.option_device;
  if (!device) return;
  device =
      Fact<std::string>(may_name_a_host_path(volume) ? normalised_path(*device) : "", device.source(), device.path());
}

VolumeFacts decode_volume(const Json& json) {
  const Fields fields(json, Source::engine);
  VolumeFacts volume{
      .name = shown(json, "Name"),
      .driver = fields.read<std::string>("Driver", text),
      .option_type = option(json, "Options.type"),
      .option_device = option(json, "Options.device"),
      .option_o = mount_options(json),
  };
  clean_device(volume);
  return volume;
}

ImageFacts decode_image(const Json& image) {
  const Fields fields(image, Source::engine);
  return {
      .id = shown(image, "Id"),
      .repo_digests = fields.read_nullable<std::vector<std::string>>("RepoDigests", texts),
      .repo_tags = fields.read_nullable<std::vector<std::string>>("RepoTags", texts),
  };
}

}  // namespace

Result<EngineAndHost> decode_info(std::string_view body, std::string_view target) {
  const Result<Json> info = parse_object(body, target);
  if (!info) return info.error();
  const Fields fields(*info, Source::engine);
  EngineAndHost decoded;
  decoded.host_name = shown(*info, "Name");
  decoded.engine.version = shown(*info, "ServerVersion");
  decoded.engine.security = fields.read<EngineSecurity>("SecurityOptions", engine_security);
  decoded.engine.memory_total_bytes = fields.read<std::int64_t>("MemTotal", integer);
  decoded.engine.cpu_count = fields.read<std::int64_t>("NCPU", integer);
  decoded.engine.cgroup_version = fields.read<std::int64_t>("CgroupVersion", number_in_text);
  decoded.engine.root_directory = fields.read<std::string>("DockerRootDir", text);
  decoded.engine.kernel_version = fields.read<std::string>("KernelVersion", text);
  return decoded;
}

Result<EngineVersion> decode_version(std::string_view body, std::string_view target) {
  const Result<Json> version = parse_object(body, target);
  if (!version) return version.error();
  return EngineVersion{shown(*version, "Version"), names_podman(*version) ? EngineKind::podman : EngineKind::docker};
}

VolumeListDecoder::VolumeListDecoder(std::string target)
    : NamedListDecoder(std::move(target),
                       {.elements = "volumes",
                        .list = "Volumes",
                        .fields = {"Name", "Driver", "Options.type", "Options.device", "Options.o"}},
                       decode_volume, &VolumeFacts::name) {}

ImageListDecoder::ImageListDecoder(std::string target)
    : NamedListDecoder(std::move(target),
                       {.elements = "images", .list = "", .fields = {"Id", "RepoDigests", "RepoTags"}}, decode_image,
                       &ImageFacts::id) {}

}  // namespace plimsoll::engine
