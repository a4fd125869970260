#include "lib/host/processes/effective_state_cache.hpp"

#include <algorithm>
#include <boost/container_hash/hash.hpp>
#include <tuple>
#include <utility>

namespace plimsoll::host {
namespace {

constexpr std::string_view kPath = "/proc/PID";

/// Behind these the kernel runs a machine or a sandbox, and the processes of the container are not its own.
bool has_kernel_of_its_own(const ContainerFacts& container) {
  constexpr std::string_view kRuntimes[] = {"kata", "runsc", "gvisor", "firecracker"};
  if (!container.runtime) return false;
  return std::ranges::any_of(kRuntimes, [&](auto name) { return container.runtime->find(name) != std::string::npos; });
}

std::optional<EffectiveSubject> subject_of(const ContainerFacts& container) {
  const bool runs = container.pid && *container.pid > 0;
  if (!runs || has_kernel_of_its_own(container)) return std::nullopt;
  return EffectiveSubject{container.id, *container.pid};
}

/// What may be otherwise in a moment.
bool is_passing(Cause cause) {
  return cause == Cause::timed_out || cause == Cause::pending || cause == Cause::unresolved;
}

bool was_starting_up(const Fact<Shared<EffectiveState>>& value) { return value && (*value)->starting_up; }

}  // namespace

std::size_t hash_of(const EffectiveState& state) {
  std::size_t hash = state.processes.size();
  for (const ProcessCredentials& process : state.processes) {
    boost::hash_combine(hash, process.uid);
    boost::hash_combine(hash, process.bounding);
  }
  boost::hash_combine(hash, state.limits.memory_bytes.value_or(0));
  boost::hash_combine(hash, state.limits.cpu_quota_us.value_or(0));
  return hash;
}

std::vector<EffectiveSubject> subjects_in(const Snapshot& snapshot, const std::set<std::string>* ids) {
  std::vector<EffectiveSubject> subjects;
  for (const auto& container : snapshot.containers) {
    if (ids != nullptr && !ids->contains(container->id)) continue;
    if (auto subject = subject_of(*container)) subjects.push_back(std::move(*subject));
  }
  return subjects;
}

std::vector<EffectiveSubject> EffectiveStateCache::pick_stale(const Snapshot& snapshot, Now now) {
  const std::vector<EffectiveSubject> running = subjects_in(snapshot);
  forget_others(running);
  std::vector<EffectiveSubject> due;
  std::vector<const Known*> known;
  std::vector<EffectiveSubject> tried;
  for (const EffectiveSubject& subject : running) {
    const auto found = known_.find(subject.id);
    if (found == known_.end() || found->second.subject != subject || was_starting_up(found->second.value)) {
      due.push_back(subject);
    } else if (const Value& value = found->second.value; !value && is_passing(value.cause())) {
      tried.push_back(subject);
    } else {
      known.push_back(&found->second);
    }
  }
  std::ranges::sort(known, {}, [](const Known* each) { return std::tie(each->read_at, each->subject.id); });
  known.resize(std::min(known.size(), share(known.size(), now)));
  for (const Known* each : known) due.push_back(each->subject);
  due.insert(due.end(), tried.begin(), tried.end());
  return due;
}

void EffectiveStateCache::store(const std::vector<EffectiveSubject>& asked, const EffectiveAnswers& answers, Now now) {
  for (const EffectiveSubject& subject : asked) {
    const auto answer = answers.find(subject.id);
    const bool answered = answer != answers.end();
    Value value = answered ? shared(answer->second) : Value(Cause::timed_out, Source::host, kPath);
    known_.insert_or_assign(subject.id, Known{subject, std::move(value), now});
  }
}

void EffectiveStateCache::apply_to(std::shared_ptr<const ContainerFacts>& container) const {
  Value value = value_of(*container);
  if (container->effective == value) return;
  auto changed = std::make_shared<ContainerFacts>(*container);
  changed->effective = std::move(value);
  container = std::move(changed);
}

EffectiveStateCache::Value EffectiveStateCache::value_of(const ContainerFacts& container) const {
  const auto subject = subject_of(container);
  const Cause without = has_kernel_of_its_own(container) ? Cause::not_reported : Cause::unresolved;
  if (!subject) return {without, Source::host, kPath};
  const auto found = known_.find(container.id);
  const bool known = found != known_.end() && found->second.subject == *subject;
  return known ? found->second.value : Value(Cause::pending, Source::host, kPath);
}

EffectiveStateCache::Value EffectiveStateCache::shared(const Answer<EffectiveState>& answer) {
  if (!answer) return {answer.error().cause, Source::host, kPath, answer.error().os_error};
  return {pool_.shared(*answer), Source::host, kPath};
}

std::size_t EffectiveStateCache::share(std::size_t containers, Now now) {
  const std::chrono::duration<double> passed = now - std::exchange(asked_at_, now).value_or(now);
  const double turns = std::min(passed / sweep_, 1.0);
  owed_ += static_cast<double>(containers) * turns;
  const auto whole = static_cast<std::size_t>(owed_);
  owed_ -= static_cast<double>(whole);
  return whole;
}

void EffectiveStateCache::forget_others(const std::vector<EffectiveSubject>& running) {
  std::set<std::string_view> ids;
  for (const EffectiveSubject& subject : running) ids.insert(subject.id);
  std::erase_if(known_, [&](const auto& entry) { return !ids.contains(entry.first); });
  pool_.sweep();
}

}  // namespace plimsoll::host
