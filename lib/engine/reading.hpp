#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/collected.hpp"
#include "lib/engine/container_list.hpp"
#include "lib/engine/decode.hpp"
#include "lib/engine/negotiate.hpp"
#include "lib/engine/transport.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::engine {

/// One full reading of an engine, from the first ping to the last container. Used once.
class Reading {
 public:
  using OnProgress = std::function<void(EngineReader::Progress)>;

  /// `before`: what the reading before saw, borrowed.
  Reading(Transport& transport, const EngineOptions& options, const KnownContainers& before,
          const OnProgress& on_progress);

  [[nodiscard]] Result<Snapshot> run();

 private:
  /// Nothing, or the error that ends the whole reading.
  using Failure = std::optional<Error>;
  using Answer = Result<Response>;
  using ContainerList = Result<std::vector<ListedContainer>>;

  [[nodiscard]] Failure negotiate_version();
  [[nodiscard]] Failure read_engine_and_lists();
  [[nodiscard]] Failure read_containers();
  [[nodiscard]] Failure confirm_missing();

  [[nodiscard]] Request request(std::string_view route) const;
  template <class Decoder>
  [[nodiscard]] Request list_request(std::string_view route, const std::shared_ptr<Decoder>& decoder) const;
  [[nodiscard]] std::optional<std::vector<Answer>> ask_all(std::vector<Request> requests);
  template <class T>
  [[nodiscard]] Result<T> decoded(std::string_view route, const Answer& answer,
                                  Result<T> (*decode)(std::string_view body, std::string_view target));
  template <class T>
  [[nodiscard]] Result<T> counted(std::string_view route, Result<T> result);

  [[nodiscard]] Failure take_info(const Answer& answer);
  [[nodiscard]] Failure take_list(const Answer& answer, ContainerListDecoder& decoder);
  template <class Decoder>
  [[nodiscard]] auto finished_list(std::string_view route, const Answer& answer, Decoder& decoder)
      -> decltype(decoder.finish());
  void take_version(const Answer& answer);
  template <class T>
  [[nodiscard]] std::map<std::string, T, std::less<>> taken(std::string_view route, const Answer& answer,
                                                            NamedListDecoder<T>& decoder);

  void ask_more();
  void ask_container(std::size_t index);
  void ask_whether_alive();
  [[nodiscard]] Failure take(const Completion& completion);
  [[nodiscard]] Failure watch_engine(const Completion& completion);
  void take_container(const ListedContainer& listed, const Answer& answer);
  [[nodiscard]] Result<ContainerFacts> decoded_container(const ListedContainer& listed, std::string_view body);
  void tell_progress() const;
  void drain();

  Transport& transport_;
  const EngineOptions& options_;
  const OnProgress& on_progress_;

  Negotiated negotiated_;
  Snapshot snapshot_;
  std::vector<ListedContainer> listed_;
  Collected collected_;

  struct Missing {
    const ListedContainer* listed;
    Error error;
  };
  std::vector<Missing> missing_;  ///< listed, then not found

  std::size_t next_to_ask_ = 0;  ///< in listed_
  std::size_t under_way_ = 0;
  std::size_t done_ = 0;
  std::size_t timeouts_in_a_row_ = 0;
};

}  // namespace plimsoll::engine
