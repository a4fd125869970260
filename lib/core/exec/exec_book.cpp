#include "lib/core/exec/exec_book.hpp"

#include <algorithm>
#include <utility>

namespace plimsoll {
namespace {

auto with_id(const std::string& session) {
  return [&session](const std::shared_ptr<const ExecRecord>& entry) { return entry->id == session; };
}

/// Of those only how many there were is worth knowing.
bool continues(const ExecRecord& record, const ExecRecord& last) { return record.lost && record.lost == last.lost; }

std::shared_ptr<const ExecRecord> one_more(const ExecRecord& last) {
  ExecRecord folded = last;
  folded.id.clear();
  ++folded.sessions;
  return std::make_shared<const ExecRecord>(std::move(folded));
}

}  // namespace

void ExecBook::put(ExecRecord record) {
  Entries& entries = by_container_[record.container.id];
  if (!entries.empty() && continues(record, *entries.back())) {
    counts_.add(record);
    entries.back() = one_more(*entries.back());
    return;
  }
  const auto known = record.id.empty() ? entries.end() : std::ranges::find_if(entries, with_id(record.id));
  if (known != entries.end()) {
    *known = std::make_shared<const ExecRecord>(std::move(record));
    return;
  }
  counts_.add(record);
  entries.push_back(std::make_shared<const ExecRecord>(std::move(record)));
  if (++size_ > capacity_) make_room();
}

void ExecBook::make_room() {
  const auto largest = std::ranges::max_element(by_container_, {}, [](const auto& of) { return of.second.size(); });
  largest->second.pop_front();
  if (largest->second.empty()) by_container_.erase(largest);
  --size_;
}

void ExecBook::end(const std::string& container, const std::string& session, Time at) {
  const auto known = find(container, session);
  if (!known || known->ended) return;
  ExecRecord ended = *known;
  ended.ended = at;
  put(std::move(ended));
}

std::shared_ptr<const ExecRecord> ExecBook::find(const std::string& container, const std::string& session) const {
  const auto entries = by_container_.find(container);
  if (entries == by_container_.end() || session.empty()) return nullptr;
  const auto known = std::ranges::find_if(entries->second, with_id(session));
  return known == entries->second.end() ? nullptr : *known;
}

ExecHistory ExecBook::history() const {
  ExecHistory all;
  all.reserve(size_);
  for (const auto& [container, entries] : by_container_) all.insert(all.end(), entries.begin(), entries.end());
  std::ranges::stable_sort(all, {}, &ExecRecord::first_seen);
  return all;
}

}  // namespace plimsoll
