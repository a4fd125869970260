#include "lib/engine/http/negotiate.hpp"

#include <algorithm>
#include <charconv>
#include <compare>
#include <optional>

#include "lib/engine/decode/truncate_utf8.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxShownBytes = 40;

struct ApiVersion {
  int major = 0;
  int minor = 0;

  friend auto operator<=>(const ApiVersion&, const ApiVersion&) = default;
};

constexpr ApiVersion kOldest{1, 41};  // Docker 20.10
constexpr ApiVersion kNewest{1, 55};  // Docker 29.7
constexpr ApiVersion kTellsNri{1, 53};

std::string to_string(const ApiVersion& version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

std::optional<ApiVersion> parse_version(const std::string& text) {
  ApiVersion version;
  const char* const end = text.data() + text.size();
  const auto [dot, bad_major] = std::from_chars(text.data(), end, version.major);
  if (bad_major != std::errc() || dot == end || *dot != '.') return std::nullopt;
  const auto [rest, bad_minor] = std::from_chars(dot + 1, end, version.minor);
  if (bad_minor != std::errc() || rest != end) return std::nullopt;
  return version;
}

Error no_version(const Response& ping) {
  return not_the_documented_shape(
      route::kPing, "Api-Version \"" + shown_text(ping.api_version, kMaxShownBytes) + "\" is not a version");
}

Error too_old(const ApiVersion& version) {
  return {ErrorKind::unsupported, "the engine speaks API " + to_string(version) + " at most",
          "use an engine with API " + to_string(kOldest) + " or later: Docker 20.10, Podman 4"};
}

bool is_podman(const Response& ping) { return !ping.libpod_api_version.empty() || ping.server.starts_with("Libpod/"); }

}  // namespace

Result<Negotiated> negotiate(const Response& ping) {
  const auto newest = parse_version(ping.api_version);
  if (!newest) return no_version(ping);
  if (*newest < kOldest) return too_old(*newest);
  const ApiVersion version = std::min(*newest, kNewest);
  return Negotiated{is_podman(ping) ? EngineKind::podman : EngineKind::docker, to_string(version),
                    version >= kTellsNri};
}

}  // namespace plimsoll::engine
