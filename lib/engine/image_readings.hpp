#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/decode/decode.hpp"
#include "lib/engine/follow_up_request.hpp"
#include "lib/engine/http/api_session.hpp"
#include "plimsoll/facts.hpp"

namespace plimsoll::engine {

using Images = std::map<std::string, ImageFacts, std::less<>>;

/// What only an image's own answers tell, about those that a container uses. An id names content, so what was read of
/// it once holds as long as the image is there.
class ImageReadings {
 public:
  /// `conversation` is borrowed; `known` is what `move_into` returned in the reading before.
  ImageReadings(ApiSession& conversation, const Images& known) : session_(conversation), known_(known) {}

  void use(std::string_view id);

  /// Refers to this object. Call once.
  void add_errands(std::vector<FollowUpRequest>& errands);

  /// Completes the images listed, adds those that are used and not listed, and returns what to remember.
  [[nodiscard]] Images move_into(Images& listed, EngineKind kind);

 private:
  struct Reading {
    ImageFacts image;
    BuildSteps steps;
    bool complete = true;  ///< both were answered
  };

  void take_image(Reading& reading, const Request& asked, const Answer& answer);
  void take_history(Reading& reading, const Request& asked, const Answer& answer);
  [[nodiscard]] std::optional<Cause> refusal(Reading& reading, const Answer& answer) const;

  ApiSession& session_;
  const Images& known_;
  std::map<std::string, Reading, std::less<>> used_;
};

}  // namespace plimsoll::engine
