#include "lib/host/image_layers/layer_walker.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "lib/host/image_layers/layer_union.hpp"
#include "lib/host/probes/probe_thread.hpp"

namespace plimsoll::host {
namespace {

constexpr int kLowestPriority = 19;

struct AskedImage {
  std::string id;
  std::vector<ImageLayer> layers;
};

}  // namespace

class LayerWalker::Work {
 public:
  Work(std::shared_ptr<const HostSource> source, std::chrono::seconds retry, std::chrono::milliseconds deadline)
      : source_(std::move(source)), retry_(retry), deadline_(deadline) {}

  void run() {
    ProbeThread thread;
    while (const std::optional<AskedImage> image = next()) answer(image->id, files_of(image->layers, thread));
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    *stop_walk_ = true;
    changed_.notify_all();
  }

  void ask_for(std::span<const ImageFacts* const> images) {
    const std::lock_guard lock(mutex_);
    asked_.clear();
    for (const ImageFacts* image : images) {
      if (image->layers) asked_.emplace(image->id, *image->layers);
    }
    const auto dropped = std::erase_if(answers_, [this](const auto& entry) { return !asked_.contains(entry.first); });
    forget_ = forget_ || dropped != 0;
    std::erase_if(again_, [this](const std::string& id) { return !asked_.contains(id); });
    if (std::chrono::steady_clock::now() - tried_at_ >= retry_) try_failed_again();
    changed_.notify_all();
  }

  void wait(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [this] { return !unanswered(); });
  }

  [[nodiscard]] LayerFiles answer_about(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(id);
    return found == answers_.end() ? LayerFiles(Cause::pending) : found->second;
  }

 private:
  std::optional<AskedImage> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stop_ || unanswered(); });
    if (stop_) return std::nullopt;
    if (std::exchange(forget_, false)) forget_layers();
    return unanswered();
  }

  std::optional<AskedImage> unanswered() const {
    for (const auto& [id, layers] : asked_) {
      if (!answers_.contains(id) || again_.contains(id)) return AskedImage{id, layers};
    }
    return std::nullopt;
  }

  /// The old answer stands meanwhile.
  void try_failed_again() {
    tried_at_ = std::chrono::steady_clock::now();
    for (const auto& [id, files] : answers_) {
      if (!files && files.error() != Cause::too_large) again_.insert(id);
    }
  }

  void forget_layers() {
    std::map<std::string, LayerFiles> kept;
    for (const auto& [id, layers] : asked_) {
      for (const ImageLayer& layer : layers) {
        if (auto found = walked_.extract(key_of(layer))) kept.insert(std::move(found));
      }
    }
    walked_ = std::move(kept);
  }

  void answer(const std::string& id, LayerFiles files) {
    const std::lock_guard lock(mutex_);
    if (stop_) return;
    if (asked_.contains(id)) answers_.insert_or_assign(id, std::move(files));
    again_.erase(id);
    changed_.notify_all();
  }

  LayerFiles files_of(const std::vector<ImageLayer>& layers, ProbeThread& thread) {
    std::map<std::string, LayerFiles> walked;
    for (const ImageLayer& layer : layers) {
      if (layer.directory.empty()) return Cause::not_reported;
      LayerFiles files = walk(layer, thread);
      if (!files) return files;
      walked.insert_or_assign(key_of(layer), std::move(files));
    }
    return in_time(thread, [layers, walked = std::move(walked)](const HostSource& source, const auto&) {
      return unite_layers(source, layers, [&](const ImageLayer& layer) { return walked.at(key_of(layer)); });
    });
  }

  /// Only this thread touches what was walked, under the lock or not.
  LayerFiles walk(const ImageLayer& layer, ProbeThread& thread) {
    const auto found = walked_.find(key_of(layer));
    if (found != walked_.end()) return found->second;
    LayerFiles files = in_time(thread, [directory = layer.directory](const HostSource& source, const auto& stop) {
      return walk_layer(source, directory, stop);
    });
    if (files) walked_.emplace(key_of(layer), files);
    return files;
  }

  /// The job shares what it uses: it may outlive us.
  template <class Read>
  LayerFiles in_time(ProbeThread& thread, Read read) {
    const std::shared_ptr<std::atomic<bool>> stop = begin_walk();
    const auto files = std::make_shared<LayerFiles>(Cause::pending);
    const auto job = [source = source_, stop, files, read = std::move(read)] {
      // Of this thread alone, as Linux has it: walking is never urgent.
      static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLowestPriority));
      *files = read(*source, *stop);
    };
    if (thread.run(job, deadline_)) return std::move(*files);
    *stop = true;
    return Cause::timed_out;
  }

  std::shared_ptr<std::atomic<bool>> begin_walk() {
    const std::lock_guard lock(mutex_);
    stop_walk_ = std::make_shared<std::atomic<bool>>(stop_);
    return stop_walk_;
  }

  /// A digest without its place would let one engine's layer answer for another's.
  static std::string key_of(const ImageLayer& layer) { return layer.digest + " " + layer.directory; }

  const std::shared_ptr<const HostSource> source_;
  const std::chrono::seconds retry_;
  const std::chrono::milliseconds deadline_;
  std::map<std::string, LayerFiles> walked_;

  std::mutex mutex_;
  bool stop_ = false;
  std::shared_ptr<std::atomic<bool>> stop_walk_ = std::make_shared<std::atomic<bool>>(false);  // of the current one
  std::condition_variable changed_;
  std::map<std::string, std::vector<ImageLayer>> asked_;  // by image id
  std::map<std::string, LayerFiles> answers_;             // by image id
  std::set<std::string> again_;                           // ids of answers that are worth another try
  std::chrono::steady_clock::time_point tried_at_ = std::chrono::steady_clock::now();
  bool forget_ = false;  // layers of images that are not asked for any more
};

/// The thread is never joined: one that hangs in a file system would hold whoever waits.
LayerWalker::LayerWalker(std::shared_ptr<const HostSource> source, std::chrono::seconds retry,
                         std::chrono::milliseconds deadline)
    : work_(std::make_shared<Work>(std::move(source), retry, deadline)) {
  std::thread([work = work_] { work->run(); }).detach();
}
LayerWalker::~LayerWalker() { work_->stop(); }
void LayerWalker::ask_for(std::span<const ImageFacts* const> images) { work_->ask_for(images); }
void LayerWalker::wait(std::chrono::milliseconds patience) { work_->wait(patience); }

Fact<std::vector<PrivilegedFile>> LayerWalker::privileged_files(const ImageFacts& image) const {
  if (!image.layers) return {image.layers.cause(), Source::host, "layers"};
  return to_fact(work_->answer_about(image.id), "layers");
}

}  // namespace plimsoll::host
