#include "lib/engine/image_readings.hpp"

#include <utility>

#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

/// A digest, which some engines write without its algorithm: safe in a path.
bool is_image_id(std::string_view id) {
  constexpr std::string_view kAlgorithm = "sha256:";
  if (id.starts_with(kAlgorithm)) id.remove_prefix(kAlgorithm.size());
  return is_usable_id(id);
}

/// An image that is not there any more, or that never had a name on this host, is no fault of the engine's.
Cause cause_of_refused_image(long status) {
  constexpr long kNotFound = 404;
  return status == kNotFound ? Cause::unresolved : cause_of_refusal(status);
}

void hide_what_podman_does_not_report(ImageFacts& image) {
  Fact<bool>& healthcheck = image.healthcheck;
  if (healthcheck && !*healthcheck) healthcheck = {Cause::not_reported, healthcheck.source(), healthcheck.path()};
}

/// Names change; the list has those of now.
void complete(ImageFacts& listed, const ImageFacts& read) {
  ImageFacts image = read;
  image.id = std::move(listed.id);
  image.repo_digests = std::move(listed.repo_digests);
  image.repo_tags = std::move(listed.repo_tags);
  listed = std::move(image);
}

}  // namespace

void ImageReadings::use(std::string_view id) {
  if (is_image_id(id) && !used_.contains(id)) used_.emplace(id, Reading{});
}

void ImageReadings::add_errands(std::vector<FollowUpRequest>& errands) {
  struct Question {
    std::string_view route;
    void (ImageReadings::*take)(Reading&, const Request&, const Answer&);
  };
  constexpr Question kBoth[] = {{route::kImage, &ImageReadings::take_image},
                                {route::kImageHistory, &ImageReadings::take_history}};
  for (auto& [id, used] : used_) {
    if (known_.contains(id)) continue;
    Reading* const reading = &used;
    for (const Question& question : kBoth) {
      Request request = session_.request(question.route, route::with_id(question.route, id));
      request.may_be_refused = true;
      errands.push_back({std::move(request), [=, this](const Request& asked, const Answer& answer) {
                           (this->*question.take)(*reading, asked, answer);
                         }});
    }
  }
}

/// Why there is no answer to decode, if it was refused.
std::optional<Cause> ImageReadings::refusal(Reading& reading, const Answer& answer) const {
  if (!answer || answer->status == 200) return std::nullopt;
  reading.complete = false;
  return cause_of_refused_image(answer->status);
}

void ImageReadings::take_image(Reading& reading, const Request& asked, const Answer& answer) {
  if (const auto cause = refusal(reading, answer)) {
    reading.image = unread_image(*cause);
    return;
  }
  Result<ImageFacts> image = session_.decoded(asked, answer, decode_image);
  reading.complete = reading.complete && image;
  reading.image = image ? *std::move(image) : unread_image(cause_of(image.error().kind));
}

void ImageReadings::take_history(Reading& reading, const Request& asked, const Answer& answer) {
  if (const auto cause = refusal(reading, answer)) {
    reading.steps = unread_history(*cause);
    return;
  }
  Result<BuildSteps> steps = session_.decoded(asked, answer, decode_history);
  reading.complete = reading.complete && steps;
  reading.steps = steps ? *std::move(steps) : unread_history(cause_of(steps.error().kind));
}

Images ImageReadings::move_into(Images& listed, EngineKind kind) {
  Images remembered;
  for (auto& [id, reading] : used_) {
    const auto known = known_.find(id);
    ImageFacts image = known != known_.end() ? known->second : reading.image;
    if (known == known_.end()) image.faulty_steps = std::move(reading.steps);
    if (kind == EngineKind::podman) hide_what_podman_does_not_report(image);
    if (reading.complete) remembered.emplace(id, image);
    const auto [at, is_new] = listed.try_emplace(id, image);
    at->second.id = id;
    if (!is_new) complete(at->second, image);
  }
  for (const auto& [id, image] : known_) {
    if (listed.contains(id)) remembered.emplace(id, image);
  }
  return remembered;
}

}  // namespace plimsoll::engine
