#pragma once

/// An engine on a Unix socket that answers what it was told to, and misbehaves where it was told to. Its clock is told
/// by each answer's Date unless that answer has one of its own.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plimsoll::testing {

/// A part of a body, so many times. Bodies are sent piece by piece and never held whole.
struct Piece {
  std::string text;
  std::size_t times = 1;
};
using Body = std::vector<Piece>;

struct Answer {
  enum class Fault {
    none,
    hang,             ///< takes the request and never answers
    hang_up,          ///< takes the request and closes
    cut,              ///< sends half of the body and closes
    no_http,          ///< sends the body without any HTTP around it
    hang_in_head,     ///< sends half of the first line and no more
    hang_after_head,  ///< sends the head and no more
    wrong_chunk,      ///< sends the body in chunks, then one whose size is no number
    wrong_length,     ///< announces half of the body, sends all of it and closes
  };

  unsigned status = 200;
  Body body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool chunked = false;  ///< else with Content-Length
  bool open = false;     ///< a stream: after the body in chunks come those that are pushed
  Fault fault = Fault::none;
};

[[nodiscard]] Answer ok(std::string body);
[[nodiscard]] Answer failed(unsigned status, const std::string& message);
[[nodiscard]] Answer faulty(Answer::Fault fault);
/// A stream that begins with `body`.
[[nodiscard]] Answer open_stream(std::string body = "");

class FakeEngine {
 public:
  /// `path` is without API version and query. Called on the engine's thread.
  using Handler = std::function<Answer(std::string_view path)>;

  /// Listens on `socket_path` from here on; whatever is there is replaced. Paths that nobody answers are 404.
  explicit FakeEngine(std::string socket_path);
  ~FakeEngine();
  FakeEngine(const FakeEngine&) = delete;
  FakeEngine& operator=(const FakeEngine&) = delete;

  // Thread-safe from here on.

  /// Answers `path`, or with a trailing "*" everything that begins so. The longest match answers, then the newest.
  void on(std::string path, Handler handler);
  void on(std::string path, Answer answer);

  /// Whatever else would answer `path`, this does until `path` is healed.
  void fail(std::string path, Answer answer);
  void heal(const std::string& path);

  /// Requests of any other API version are refused from here on, as an upgraded engine does.
  void speak(std::string api_version);

  /// How far its clock is ahead of the host's; at first not at all.
  void set_clock(std::chrono::seconds ahead);
  [[nodiscard]] std::chrono::nanoseconds clock() const;  ///< since 1970

  // Of the streams that are open; those that a client has closed are not.
  void push(std::string text);                     ///< one chunk to each
  void push_without_chunk(std::string text);       ///< as it is, to each
  void end_streams();                              ///< in an orderly way
  void cut_streams();                              ///< in the middle
  void wait_for_streams(std::size_t count) const;  ///< blocks until exactly so many are open

  /// Leaves the socket's file without a listener. Connections stay.
  void refuse();
  /// Listens on a new socket in the place of the old one. Connections to that stay.
  void replace_socket();

  /// Requests to paths that begin with `prefix` wait for each other until `count` of them are there.
  void hold_until(std::string prefix, std::size_t count);

  [[nodiscard]] std::vector<std::string> targets() const;  ///< as they were asked, in order
  [[nodiscard]] std::size_t connections() const;           ///< accepted so far
  [[nodiscard]] std::size_t peak_in_flight() const;        ///< most requests that waited for an answer at once

  /// Blocks until somebody asked for `path`, so many times.
  void wait_for(std::string_view path, std::size_t times = 1) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::testing
