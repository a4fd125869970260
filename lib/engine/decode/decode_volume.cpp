#include <ranges>
#include <utility>

#include "lib/engine/decode/container_fields.hpp"
#include "lib/engine/decode/decode.hpp"
#include "lib/engine/decode/fields.hpp"

namespace plimsoll::engine {
namespace {

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
      .name = text_or_empty(json, "Name").value_or(""),
      .driver = fields.read<std::string>("Driver", text),
      .option_type = option(json, "Options.type"),
      .option_device = option(json, "Options.device"),
      .option_o = mount_options(json),
  };
  clean_device(volume);
  return volume;
}

}  // namespace

VolumeListDecoder::VolumeListDecoder(std::string target)
    : NamedListDecoder(std::move(target),
                       {.elements = "volumes",
                        .list = "Volumes",
                        .fields = {"Name", "Driver", "Options.type", "Options.device", "Options.o"}},
                       decode_volume, &VolumeFacts::name) {}

}  // namespace plimsoll::engine
