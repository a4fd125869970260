#include <memory>
#include <optional>
#include <utility>

#include "lib/engine/decode/exec_answer.hpp"
#include "lib/engine/http/address.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/http_client.hpp"
#include "lib/engine/reading.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

class EngineReader::Impl {
 public:
  explicit Impl(EngineOptions options) : options_(std::move(options)), transport_(options_) {}

  Result<Snapshot> read(const engine::ReadingInput& input) {
    const Result<std::string> path = engine::checked_socket_path(options_.socket_path);
    if (!path) return path.error();
    return engine::Reading(transport_, options_, cache_, input).run();
  }
  std::vector<SessionAnswer> read_sessions(const std::vector<std::string>& ids, bool with_arguments) {
    engine::ApiSession conversation(transport_, options_.max_in_flight, cache_.engine);
    return engine::ask_for_sessions(conversation, ids, with_arguments);
  }
  void stop() { transport_.stop(); }
  [[nodiscard]] RequestStatistics statistics() { return transport_.counter().statistics(); }

 private:
  const EngineOptions options_;
  engine::HttpClient transport_;
  engine::ReaderCache cache_;
};

EngineReader::EngineReader(EngineOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
EngineReader::~EngineReader() = default;
Result<Snapshot> EngineReader::read(const std::function<void(Progress)>& on_progress) {
  return impl_->read({.before = nullptr, .scope = {}, .on_progress = on_progress});
}
Result<Snapshot> EngineReader::read_again(const Snapshot& before, const ReadRequest& scope) {
  return impl_->read({.before = &before, .scope = scope, .on_progress = {}});
}
std::vector<EngineReader::SessionAnswer> EngineReader::read_sessions(const std::vector<std::string>& ids,
                                                                     bool with_arguments) {
  return impl_->read_sessions(ids, with_arguments);
}
void EngineReader::stop() { impl_->stop(); }
RequestStatistics EngineReader::statistics() const { return impl_->statistics(); }

}  // namespace plimsoll
