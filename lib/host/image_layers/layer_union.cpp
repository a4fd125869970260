#include "lib/host/image_layers/layer_union.hpp"

#include <map>
#include <utility>

namespace plimsoll::host {
namespace {

using ByPath = std::map<std::string, PrivilegedFile>;

void lay_over(ByPath& files, int layer, std::vector<PrivilegedFile> own) {
  std::erase_if(files, [layer](const auto& entry) { return covers(layer, entry.first.substr(1)); });
  for (PrivilegedFile& file : own) {
    std::string path = file.path;
    files.insert_or_assign(std::move(path), std::move(file));
  }
}

bool is_too_large(const ByPath& files) {
  std::size_t path_bytes = 0;
  for (const auto& [path, file] : files) path_bytes += path.size();
  return files.size() > kMaxPrivilegedFiles || path_bytes > kMaxPathBytes;
}

std::vector<PrivilegedFile> values_of(ByPath files) {
  std::vector<PrivilegedFile> values;
  for (auto& [path, file] : files) values.push_back(std::move(file));
  return values;
}

}  // namespace

LayerFiles unite_layers(const HostSource& source, const std::vector<ImageLayer>& layers, const WalkLayer& walk) {
  ByPath files;
  for (const ImageLayer& layer : layers) {
    if (layer.directory.empty()) return Cause::not_reported;
    auto own = walk(layer);
    if (!own) return own.error();
    const auto directory = source.tree(ProbeId::layer, layer.directory);
    if (!directory) return directory.error();
    lay_over(files, directory->get(), std::move(*own));
    if (is_too_large(files)) return Cause::too_large;
  }
  return values_of(std::move(files));
}

}  // namespace plimsoll::host
