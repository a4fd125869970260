#include <filesystem>
#include <mutex>
#include <utility>
#include <vector>

#include "lib/host/host_reading.hpp"
#include "lib/host/image_layers/layer_walker.hpp"
#include "lib/host/probes/probe_thread.hpp"
#include "lib/host/processes/effective_state_cache.hpp"
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

using Subjects = std::vector<host::EffectiveSubject>;

/// Filled one by one by the probe thread, so that one that hangs does not take those before it with it.
class EffectiveBoard {
 public:
  void put(const std::string& id, host::Answer<EffectiveState> answer) {
    const std::lock_guard lock(mutex_);
    answers_.emplace(id, std::move(answer));
  }
  [[nodiscard]] host::EffectiveAnswers take_answers() {
    const std::lock_guard lock(mutex_);
    return std::exchange(answers_, {});
  }

 private:
  std::mutex mutex_;
  host::EffectiveAnswers answers_;
};

void read_states(const host::HostSource& source, const Subjects& subjects, host::NsenterProcesses& nsenter_processes,
                 std::chrono::seconds startup_grace, EffectiveBoard& board) {
  nsenter_processes.refresh(source, std::chrono::steady_clock::now());
  const auto host_namespaces = host::read_host_namespaces(source);
  for (const host::EffectiveSubject& subject : subjects) {
    board.put(subject.id,
              host::read_effective_state(source, subject, {host_namespaces, nsenter_processes, startup_grace}));
  }
}

/// Filled by the probe thread, like `EffectiveBoard`.
class CredentialsBoard {
 public:
  void put(std::int64_t process, ProcessCredentials credentials) {
    const std::lock_guard lock(mutex_);
    found_.emplace(process, std::move(credentials));
  }
  [[nodiscard]] std::map<std::int64_t, ProcessCredentials> found() const {
    const std::lock_guard lock(mutex_);
    return found_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::int64_t, ProcessCredentials> found_;
};

struct NamedProcess {
  host::EffectiveSubject container;
  std::int64_t id = 0;
};

std::vector<NamedProcess> named_processes(const Snapshot& snapshot,
                                          const std::map<std::int64_t, std::string>& processes) {
  std::vector<NamedProcess> named;
  for (const auto& [process, container] : processes) {
    const std::set<std::string> ids = {container};
    for (host::EffectiveSubject& subject : host::subjects_in(snapshot, &ids)) {
      named.push_back({.container = std::move(subject), .id = process});
    }
  }
  return named;
}

}  // namespace

class HostReader::Impl {
 public:
  explicit Impl(HostOptions options)
      : options_(with_absolute_paths(std::move(options))),
        source_(std::make_shared<const host::HostSource>(options_.root)),
        walker_(source_, options_.refresh),
        effective_(options_.sweep) {}

  void read(Snapshot& snapshot) {
    walker_.ask_for(images_of(snapshot));
    probe(snapshot);
    read_states_of(effective_.pick_stale(snapshot, std::chrono::steady_clock::now()));
    for (auto& container : snapshot.containers) effective_.apply_to(container);
    walker_.wait(options_.wait_for_layers);
    for (auto& [id, image] : snapshot.images) image.privileged_files = walker_.privileged_files(image);
  }

  void read_effective(Snapshot& snapshot, const std::set<std::string>& ids) {
    read_states_of(host::subjects_in(snapshot, &ids));
    for (auto& container : snapshot.containers) {
      if (ids.contains(container->id)) effective_.apply_to(container);
    }
  }

  std::map<std::int64_t, ProcessCredentials> read_processes(const Snapshot& snapshot,
                                                            const std::map<std::int64_t, std::string>& processes) {
    const std::vector<NamedProcess> named = named_processes(snapshot, processes);
    const auto board = std::make_shared<CredentialsBoard>();
    const auto job = [source = source_, named, board] {
      for (const NamedProcess& process : named) {
        auto credentials = host::read_credentials(*source, process.container, process.id);
        if (credentials) board->put(process.id, *std::move(credentials));
      }
    };
    (void)thread_.run(job, options_.deadline);  // what was found until then is told
    return board->found();
  }

 private:
  void read_states_of(const Subjects& subjects) {
    if (subjects.empty()) return;
    const auto board = std::make_shared<EffectiveBoard>();
    if (!outsiders_) outsiders_ = std::make_shared<host::NsenterProcesses>(options_.refresh);
    const auto job = [source = source_, subjects, nsenter_processes = outsiders_,
                      startup_grace = options_.startup_grace,
                      board] { read_states(*source, subjects, *nsenter_processes, startup_grace, *board); };
    if (!thread_.run(job, options_.deadline)) outsiders_.reset();  // the abandoned thread still uses them
    effective_.store(subjects, board->take_answers(), std::chrono::steady_clock::now());
  }

  void probe(Snapshot& snapshot) {
    if (!prober_) prober_ = std::make_shared<host::HostProber>(source_, options_, reports_);
    const auto question = std::make_shared<const host::ProbeRequest>(host::probe_request_for(snapshot));
    const auto board = std::make_shared<host::ProbeResults>(*question);
    const auto job = [prober = prober_, question, board] { prober->answer(*question, *board); };
    if (!thread_.run(job, options_.deadline)) prober_.reset();  // the abandoned thread still uses it
    host::fill(snapshot, board->answers());
  }

  const HostOptions options_;
  const std::shared_ptr<const host::HostSource> source_;
  host::LayerWalker walker_;
  host::EffectiveStateCache effective_;
  std::shared_ptr<host::NsenterProcesses> outsiders_;
  const std::shared_ptr<host::ParsedReports> reports_ = std::make_shared<host::ParsedReports>();
  std::shared_ptr<host::HostProber> prober_;
  host::ProbeThread thread_;
};

HostReader::HostReader(HostOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HostReader::~HostReader() = default;
void HostReader::read(Snapshot& snapshot) { impl_->read(snapshot); }
void HostReader::read_effective(Snapshot& snapshot, const std::set<std::string>& ids) {
  impl_->read_effective(snapshot, ids);
}

std::map<std::int64_t, ProcessCredentials> HostReader::read_processes(
    const Snapshot& snapshot, const std::map<std::int64_t, std::string>& processes) {
  return impl_->read_processes(snapshot, processes);
}

}  // namespace plimsoll
