#pragma once

#include <functional>

#include "lib/host/image_layers/layer_tree.hpp"

namespace plimsoll::host {

using LayerFiles = Answer<std::vector<PrivilegedFile>>;
using WalkLayer = std::function<LayerFiles(const ImageLayer& layer)>;

/// What a container of the image sees, by path: what a layer has, unless a later one hides or replaces it. Unknown if
/// one layer is.
[[nodiscard]] LayerFiles unite_layers(const HostSource& source, const std::vector<ImageLayer>& layers,
                                      const WalkLayer& walk);

}  // namespace plimsoll::host
