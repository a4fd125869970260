#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/container_choice.hpp"
#include "lib/engine/container_set_builder.hpp"
#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/decode/decode.hpp"
#include "lib/engine/exec_sessions.hpp"
#include "lib/engine/http/api_session.hpp"
#include "lib/engine/image_readings.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::engine {

/// What one reading keeps for the next, besides the snapshot.
struct ReaderCache {
  Negotiated engine;
  Images images;
  ReadTimes read_at;
};

struct ReadingInput {
  const Snapshot* before = nullptr;  ///< null: nothing is known
  ReadRequest scope;
  std::function<void(EngineReader::Progress)> on_progress;  ///< may be empty
};

/// One reading of an engine, from the first ping to the last image. Used once.
class Reading {
 public:
  /// All are borrowed. `cache` is renewed by a reading that succeeds.
  Reading(HttpClient& transport, const EngineOptions& options, ReaderCache& cache, const ReadingInput& input);

  [[nodiscard]] Result<Snapshot> run();

 private:
  using ContainerList = Result<std::vector<ListedContainer>>;

  // Of everything:
  [[nodiscard]] Failure negotiate_version() { return session_.negotiate_version(); }
  [[nodiscard]] Failure read_engine_and_lists();
  [[nodiscard]] Failure read_services();
  // Or of what is named:
  [[nodiscard]] Failure resume();
  [[nodiscard]] Failure read_named_lists();
  // Then:
  [[nodiscard]] Failure read_containers();
  [[nodiscard]] Failure confirm_missing();
  [[nodiscard]] Failure read_details();
  void remember();

  /// A list is decoded as it arrives.
  template <class Decoder>
  struct List {
    Request request;
    std::shared_ptr<Decoder> decoder;
  };
  template <class T>
  using Named = std::map<std::string, T, std::less<>>;

  template <class Decoder>
  [[nodiscard]] List<Decoder> list(Request request) const;
  [[nodiscard]] List<ContainerListDecoder> container_list() const;
  template <class Decoder>
  [[nodiscard]] auto finished(const List<Decoder>& list, const Answer& answer) -> decltype(list.decoder->finish());
  /// False if it could not be read.
  template <class Decoder>
  [[nodiscard]] bool take_list(const List<Decoder>& list, const Answer& answer, Named<typename Decoder::Facts>& facts);

  [[nodiscard]] Failure take_info(const Request& asked, const Answer& answer);
  [[nodiscard]] Failure take_containers(const List<ContainerListDecoder>& list, const Answer& answer);
  void take_version(const Request& asked, const Answer& answer);
  void take_plugins(const Request& asked, const Answer& answer);

  [[nodiscard]] Request inspect_request(const ListedContainer& listed) const;
  void take_container(const ListedContainer& listed, const Answer& answer);
  void take_missing(const ListedContainer& listed, const Error& error);
  [[nodiscard]] Result<ContainerFacts> decoded_container(const ListedContainer& listed, std::string_view body);
  void tell_progress() const;
  void choose(ContainerChoice choice);
  void use_image(std::string_view id);

  const EngineOptions& options_;
  const ReadingInput& input_;
  ReaderCache& cache_;
  const KnownContainers known_;

  ApiSession session_;
  Snapshot snapshot_;
  std::vector<ListedContainer> asked_;  ///< containers
  ContainerSetBuilder containers_;
  ExecSessions exec_sessions_;
  ImageReadings images_;

  struct Missing {
    const ListedContainer* listed;
    Error error;
  };
  std::vector<Missing> missing_;  ///< asked for, and not found

  std::size_t done_ = 0;
};

}  // namespace plimsoll::engine
