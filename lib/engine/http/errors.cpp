#include "lib/engine/http/errors.hpp"

#include <grp.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "lib/engine/decode/truncate_utf8.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxMessageBytes = 300;

std::string asking(std::string_view target) { return "GET " + std::string(target); }

/// The name of the group that owns `path`, else a description of it.
std::string owning_group(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return "the group that owns it";
  group entry{};
  group* found = nullptr;
  std::array<char, 4096> names{};
  ::getgrgid_r(status.st_gid, &entry, names.data(), names.size(), &found);
  return "group " + (found != nullptr ? std::string(found->gr_name) : std::to_string(status.st_gid));
}

/// The engine's own words: `{"message": "…"}`, or whatever it wrote instead.
std::string explanation(std::string_view body) {
  const nlohmann::json answer = nlohmann::json::parse(body, nullptr, false);
  if (answer.is_object() && answer.contains("message") && answer["message"].is_string()) {
    return shown_text(answer["message"].get_ref<const std::string&>(), kMaxMessageBytes);
  }
  return shown_text(body, kMaxMessageBytes);
}

bool is_forbidden(long status) { return status == 401 || status == 403; }

std::string way_out_of_status(long status) {
  if (is_forbidden(status)) return "allow this GET in the proxy in front of the engine";
  return "look into the engine's log";
}

}  // namespace

Error cannot_connect(const std::string& socket_path, int os_error) {
  const std::string path = shown_text(socket_path, kMaxMessageBytes);
  switch (os_error) {
    case ENOENT:
    case ENOTDIR:
      return {ErrorKind::no_socket, path + ": no such socket", "start the engine, or name another with --engine"};
    case EACCES:
    case EPERM:
      return {ErrorKind::permission_denied, path + ": permission denied",
              "run as root or as a member of " + owning_group(socket_path)};
    case ECONNREFUSED:
      return {ErrorKind::refused, path + ": nobody listens on it", "start the engine, or name another with --engine"};
    default:
      return {ErrorKind::io, path + ": " + std::generic_category().message(os_error),
              "check that it is the socket of an engine"};
  }
}

Error socket_path_too_long(const std::string& socket_path) {
  return {ErrorKind::path_too_long,
          shown_text(socket_path, kMaxMessageBytes) + ": " + std::to_string(socket_path.size()) +
              " bytes are more than the 107 that a socket address holds",
          "name a shorter path, a symbolic link for example"};
}

Error socket_replaced(const std::string& socket_path) {
  return {ErrorKind::io, shown_text(socket_path, kMaxMessageBytes) + ": another socket took the place of the engine's",
          ""};
}

Error no_answer(std::string_view target, std::chrono::milliseconds deadline) {
  return {ErrorKind::timeout,
          asking(target) + ": no complete answer within " + std::to_string(deadline.count()) + " ms",
          "look into the engine's log; restart the engine if it hangs"};
}

Error ended_early(std::string_view target) {
  return {ErrorKind::truncated, asking(target) + ": the answer ended early", "look into the engine's log"};
}

Error answer_too_large(std::string_view target, std::size_t max_bytes) {
  return {ErrorKind::too_large, asking(target) + ": the answer is larger than " + std::to_string(max_bytes) + " bytes",
          "recreate the container with fewer or smaller labels and environment variables"};
}

Error too_many_listed(std::string_view target, std::string_view elements, std::size_t max_elements) {
  const std::string limit = std::to_string(max_elements / 1000) + ",000";
  return {ErrorKind::too_large, asking(target) + ": more than " + limit + " " + std::string(elements),
          "remove those that are not needed"};
}

Error http_error(std::string_view target, long status, std::string_view body) {
  return {ErrorKind::http_status, asking(target) + ": status " + std::to_string(status) + ": " + explanation(body),
          way_out_of_status(status)};
}

Error not_found(std::string_view target, std::string_view body) {
  return {ErrorKind::gone, asking(target) + ": not found: " + explanation(body), "look into the engine's log"};
}

Error not_json(std::string_view target, std::string_view detail) {
  return {ErrorKind::bad_json, asking(target) + ": not JSON: " + std::string(detail),
          "check that a Docker or Podman engine is behind the socket"};
}

Error not_the_documented_shape(std::string_view target, std::string_view detail) {
  return {ErrorKind::wrong_shape, asking(target) + ": not the documented answer: " + std::string(detail),
          "check that a Docker or Podman engine is behind the socket"};
}

Error exchange_failed(std::string_view target, std::string_view detail) {
  return {ErrorKind::io, asking(target) + ": " + std::string(detail),
          "check that a Docker or Podman engine is behind the socket"};
}

Error reading_stopped() { return {ErrorKind::io, "reading the engine was stopped", ""}; }

Cause cause_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::permission_denied:
      return Cause::no_permission;
    case ErrorKind::timeout:
      return Cause::timed_out;
    case ErrorKind::too_large:
      return Cause::too_large;
    case ErrorKind::bad_json:
      return Cause::malformed;
    case ErrorKind::wrong_shape:
      return Cause::wrong_type;
    default:
      return Cause::unreadable;
  }
}

Cause cause_of_refusal(long status) { return is_forbidden(status) ? Cause::no_permission : Cause::not_reported; }

}  // namespace plimsoll::engine
