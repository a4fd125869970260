#include <filesystem>
#include <utility>
#include <vector>

#include "lib/host/host_reading.hpp"
#include "lib/host/layer_walker.hpp"
#include "lib/host/probe_thread.hpp"
#include "plimsoll/host.hpp"

namespace plimsoll {
namespace {

/// Below another root a relative path means nothing; below ours it is the user's own.
HostOptions with_absolute_paths(HostOptions options) {
  if (!options.scan_reports.empty()) {
    options.scan_reports = std::filesystem::absolute(options.scan_reports).lexically_normal().string();
  }
  return options;
}

std::vector<const ImageFacts*> images_of(const Snapshot& snapshot) {
  std::vector<const ImageFacts*> images;
  for (const auto& [id, image] : snapshot.images) images.push_back(&image);
  return images;
}

}  // namespace

class HostReader::Impl {
 public:
  explicit Impl(HostOptions options)
      : options_(with_absolute_paths(std::move(options))),
        source_(std::make_shared<const host::HostSource>(options_.root)),
        walker_(source_, options_.refresh) {}

  void read(Snapshot& snapshot) {
    walker_.ask_for(images_of(snapshot));
    probe(snapshot);
    walker_.wait(options_.wait_for_layers);
    for (auto& [id, image] : snapshot.images) image.privileged_files = walker_.privileged_files(image);
  }

 private:
  void probe(Snapshot& snapshot) {
    if (!prober_) prober_ = std::make_shared<host::HostProber>(source_, options_, reports_);
    const auto question = std::make_shared<const host::Question>(host::question_about(snapshot));
    const auto board = std::make_shared<host::Board>(*question);
    const auto job = [prober = prober_, question, board] { prober->answer(*question, *board); };
    if (!thread_.run(job, options_.deadline)) prober_.reset();  // the abandoned thread still uses it
    host::fill(snapshot, board->answers());
  }

  const HostOptions options_;
  const std::shared_ptr<const host::HostSource> source_;
  host::LayerWalker walker_;
  const std::shared_ptr<host::ParsedReports> reports_ = std::make_shared<host::ParsedReports>();
  std::shared_ptr<host::HostProber> prober_;
  host::ProbeThread thread_;
};

HostReader::HostReader(HostOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HostReader::~HostReader() = default;
void HostReader::read(Snapshot& snapshot) { impl_->read(snapshot); }

}  // namespace plimsoll
