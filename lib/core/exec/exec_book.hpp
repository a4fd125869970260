#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>

#include "plimsoll/exec.hpp"

namespace plimsoll {

/// The sessions seen last. A container that begins many makes room among its own: whoever has most entries loses its
/// oldest, so that nobody can push what others did out of sight.
class ExecBook {
 public:
  explicit ExecBook(std::size_t capacity) : capacity_(capacity) {}

  /// One that is known by its id is replaced, without being counted again. Lost ones that follow each other are one.
  void put(ExecRecord record);
  void end(const std::string& container, const std::string& session, Time at);
  [[nodiscard]] std::shared_ptr<const ExecRecord> find(const std::string& container, const std::string& session) const;

  [[nodiscard]] ExecHistory history() const;
  [[nodiscard]] const ExecCounts& counts() const { return counts_; }

 private:
  using Entries = std::deque<std::shared_ptr<const ExecRecord>>;

  void make_room();

  const std::size_t capacity_;
  std::size_t size_ = 0;
  std::map<std::string, Entries> by_container_;
  ExecCounts counts_;
};

}  // namespace plimsoll
