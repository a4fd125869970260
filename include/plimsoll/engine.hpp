#pragma once

/// Reading a Docker or Podman engine. What it answers is hostile; what comes out is typed facts.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plimsoll/exec.hpp"
#include "plimsoll/report.hpp"
#include "plimsoll/result.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

struct EngineOptions {
  std::string socket_path;  ///< of a Unix socket: the engine's, the reader's or a filtering proxy's
  std::chrono::milliseconds request_deadline{10'000};
  /// Of every answer but the lists, which are decoded as they arrive. A real inspect answer has 4.5 kB.
  std::size_t max_response_bytes = std::size_t{1} << 20;
  std::size_t max_in_flight = 8;
};

/// "unix:///path" or "/path" to a socket path. TCP and ssh addresses are refused with the way out.
[[nodiscard]] Result<std::string> parse_engine_address(const std::string& address);

/// The socket to ask: the address configured, else DOCKER_HOST, else /var/run/docker.sock.
[[nodiscard]] Result<std::string> engine_socket_path(const std::string& configured);

/// What of an engine to read anew. The rest is as the reading before saw it.
struct ReadRequest {
  bool lists = true;     ///< everything that the engine lists; else only what follows
  double share = 1;      ///< of the containers that are listed as they were known; those read longest ago come first
  bool volumes = false;  ///< their list, and so on
  bool networks = false;
  bool images = false;
  std::set<std::string> containers;  ///< full ids of those to read in any case
  std::set<std::string> destroyed;   ///< of them those that the engine said are gone: not to find one needs no proof

  [[nodiscard]] bool empty() const { return !lists && !volumes && !networks && !images && containers.empty(); }
};

/// Reads everything that is judged. Owns the thread that moves bytes.
class EngineReader {
 public:
  explicit EngineReader(EngineOptions options);
  ~EngineReader();
  EngineReader(const EngineReader&) = delete;
  EngineReader& operator=(const EngineReader&) = delete;

  struct Progress {
    std::size_t done = 0;
    std::size_t listed = 0;
  };

  /// One full reading: negotiates, lists, inspects. Blocks the calling thread, which also decodes; the deadline of each
  /// request bounds it. Fails only if the engine as a whole could not be asked; a container that could not be read is
  /// in `Snapshot::unread`, or if it was listed as stopped in `Snapshot::stopped` with facts that say why; one that a
  /// second list no longer names is left out. Images are asked for once: an id names content.
  /// `on_progress` may be empty. One call at a time.
  [[nodiscard]] Result<Snapshot> read(const std::function<void(Progress)>& on_progress);

  /// The same of what `scope` names. The rest is `before`'s, what the host told included: `before` is what a reading of
  /// this reader made of the engine. Facts that did not change are shared with it.
  [[nodiscard]] Result<Snapshot> read_again(const Snapshot& before, const ReadRequest& scope);

  /// Nothing: the engine knows no such session, any more.
  using SessionAnswer = Result<std::optional<ExecAnswer>>;
  /// One answer for each full id, in that order; with the text of arguments only if it is asked for.
  [[nodiscard]] std::vector<SessionAnswer> read_sessions(const std::vector<std::string>& ids, bool with_arguments);

  /// Ends a running read early with an error, and every later one at once: for shutting down. Any thread.
  void stop();

  /// Thread-safe.
  [[nodiscard]] RequestStatistics statistics() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll
