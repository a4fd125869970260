#include <algorithm>
#include <cstddef>
#include <ranges>
#include <utility>

#include "lib/engine/decode/container_fields.hpp"
#include "lib/engine/decode/decode.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/image_history/build_steps.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

using StringList = std::vector<std::string>;
using Layers = std::vector<ImageLayer>;

constexpr std::string_view kHistory = "history.CreatedBy";
constexpr std::size_t kMaxStepBytes = std::size_t{64} << 10;

void decode_names(const Fields& fields, ImageFacts& image) {
  image.repo_digests = fields.read_nullable<StringList>("RepoDigests", texts);
  image.repo_tags = fields.read_nullable<StringList>("RepoTags", texts);
}

ImageFacts decode_listed(const Json& json) {
  ImageFacts image{.id = text_or_empty(json, "Id").value_or("")};
  decode_names(Fields(json, Source::engine), image);
  return image;
}

/// "a:b:c", the newest first.
void append_newest_first(std::string_view directories, StringList& all) {
  for (const auto part : std::views::split(directories, ':')) all.emplace_back(part.begin(), part.end());
}

/// Of an overlay of image layers, oldest first. Empty if it is none.
std::optional<StringList> overlay_directories(const Json& graph_driver) {
  const auto name = optional_member<std::string>(graph_driver, "Name", text);
  if (!graph_driver.is_object() || !name) return std::nullopt;
  if (!name->starts_with("overlay")) return StringList();
  const Member data = find_member(graph_driver, "Data");
  const Json* const* json = std::get_if<const Json*>(&data);
  if (json == nullptr) return StringList();
  const auto upper = optional_member<std::string>(**json, "UpperDir", text);
  const auto lower = optional_member<std::string>(**json, "LowerDir", text);
  if (!upper || !lower) return std::nullopt;
  StringList directories;
  append_newest_first(*upper, directories);
  if (!lower->empty()) append_newest_first(*lower, directories);
  std::ranges::reverse(directories);
  return directories;
}

/// The directories are those of the layers if there are as many and each is a path.
bool belong_together(const StringList& digests, const StringList& directories) {
  const auto is_path = [](const std::string& directory) { return directory.starts_with('/'); };
  return digests.size() == directories.size() && std::ranges::all_of(directories, is_path);
}

Fact<Layers> decode_layers(const Fields& fields) {
  const auto digests = fields.read_optional<StringList>("RootFS.Layers", texts);
  if (!digests) return {digests.cause(), digests.source(), digests.path()};
  const auto directories = fields.read<StringList>("GraphDriver", overlay_directories);
  const bool told = directories && belong_together(*digests, *directories);
  Layers layers;
  for (std::size_t i = 0; i < digests->size(); ++i) {
    layers.push_back({(*digests)[i], told ? normalised_path((*directories)[i]) : ""});
  }
  return {std::move(layers), digests.source(), digests.path()};
}

ImageFacts decode_inspected(const Fields& fields) {
  ImageFacts image;
#define FACT(name, type, path, decode) image.name = FactReader<type>(fields, path).decode;
#include "plimsoll/image_facts.def"
#undef FACT
  return image;
}

std::optional<std::string> created_by(const Json& step) { return member(step, "CreatedBy", text); }

}  // namespace

Result<ImageFacts> decode_image(std::string_view body, std::string_view target) {
  const Result<Json> json = parse_object(body, target);
  if (!json) return json.error();
  ImageFacts image = decode_inspected(Fields(*json, Source::engine));
  image.id = text_or_empty(*json, "Id").value_or("");
  return image;
}

ImageFacts unread_image(Cause cause) { return decode_inspected(Fields(cause, Source::engine)); }

Result<BuildSteps> decode_history(std::string_view body, std::string_view target) {
  const Result<Json> history = parse_json(body, target);
  if (!history) return history.error();
  if (!history->is_array()) return not_the_documented_shape(target, "it is not a list");
  if (history->size() > kMaxBuildSteps) return unread_history(Cause::too_large);
  auto steps = each<std::string>(*history, created_by);
  if (!steps) return unread_history(Cause::wrong_type);
  const auto is_too_large = [](const std::string& step) { return step.size() > kMaxStepBytes; };
  if (std::ranges::any_of(*steps, is_too_large)) return unread_history(Cause::too_large);
  std::ranges::reverse(*steps);  // the newest came first
  return BuildSteps(faulty_steps(*steps), Source::engine, kHistory);
}

BuildSteps unread_history(Cause cause) { return {cause, Source::engine, kHistory}; }

ImageListDecoder::ImageListDecoder(std::string target)
    : NamedListDecoder(std::move(target),
                       {.elements = "images", .list = "", .fields = {"Id", "RepoDigests", "RepoTags"}}, decode_listed,
                       &ImageFacts::id) {}

}  // namespace plimsoll::engine
