#pragma once

#include <chrono>
#include <memory>
#include <span>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/image_facts.hpp"

namespace plimsoll::host {

/// Finds the privileged files of images on a thread of its own: each layer is walked once, each image put together
/// once. What is no longer asked for is forgotten. One caller at a time.
class LayerWalker {
 public:
  /// One that could not be walked is tried again after `retry`.
  /// `deadline`: of one layer, and of putting an image together. One that takes longer has timed out, and is left
  /// behind with its thread where the file system hangs.
  LayerWalker(std::shared_ptr<const HostSource> source, std::chrono::seconds retry,
              std::chrono::milliseconds deadline = std::chrono::minutes(5));
  ~LayerWalker();
  LayerWalker(const LayerWalker&) = delete;
  LayerWalker& operator=(const LayerWalker&) = delete;

  /// These images, and no others, are walked from here on. Those without known layers are left out.
  void ask_for(std::span<const ImageFacts* const> images);
  /// Until all are walked, or for `patience`.
  void wait(std::chrono::milliseconds patience);
  [[nodiscard]] Fact<std::vector<PrivilegedFile>> privileged_files(const ImageFacts& image) const;

 private:
  class Work;
  std::shared_ptr<Work> work_;  // shared with the thread, which may hang in a file system and outlive us
};

}  // namespace plimsoll::host
