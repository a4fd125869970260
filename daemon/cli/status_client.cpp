#include "daemon/cli/status_client.hpp"

#include <curl/curl.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "daemon/cli/start_command.hpp"

namespace plimsoll::cli {
namespace {

constexpr long kDeadlineSeconds = 60;
constexpr long kSilenceSeconds = 5;  ///< without a byte
constexpr std::size_t kMaxAnswerBytes = std::size_t{512} << 20;
constexpr long kOk = 200;
constexpr long kNotFound = 404;

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

struct Answer {
  std::string body;
  bool too_large = false;
};

std::size_t append(char* data, std::size_t, std::size_t size, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  answer.too_large = answer.body.size() + size > kMaxAnswerBytes;
  if (answer.too_large) return 0;
  answer.body.append(data, size);
  return size;
}

std::string escaped(CURL* easy, const std::string& text) {
  const std::unique_ptr<char, decltype(&curl_free)> copy(
      curl_easy_escape(easy, text.data(), static_cast<int>(text.size())), curl_free);
  return copy.get();
}

std::string url_of(CURL* easy, const std::string& path, const Query& query) {
  std::string url = "http://localhost" + path;
  char separator = '?';
  for (const auto& [name, value] : query) url += std::exchange(separator, '&') + name + "=" + escaped(easy, value);
  return url;
}

Error does_not_answer(const std::string& socket) {
  return {ErrorKind::timeout, socket + ": plimsolld hangs: no answer within " + std::to_string(kSilenceSeconds) + " s",
          "restart it with: systemctl restart plimsolld"};
}

std::string way_to_start() { return "start it with: " + start_command() + " (plimsoll audit needs no daemon)"; }

Error no_daemon(ErrorKind kind, const std::string& why) { return {kind, "no plimsolld runs: " + why, way_to_start()}; }

/// Linux answers EAGAIN where the queue of connections that nobody accepts is full.
Error error_of_system(const std::string& socket, int number) {
  switch (number) {
    case EACCES:
    case EPERM:
      return {ErrorKind::permission_denied, socket + ": permission denied", "join group plimsoll or use sudo"};
    case ENOENT:
      return no_daemon(ErrorKind::no_socket, socket + " does not exist");
    case ECONNREFUSED:
      return no_daemon(ErrorKind::refused, "nothing listens on " + socket);
    case EAGAIN:
      return does_not_answer(socket);
    default:
      return {ErrorKind::io, socket + ": " + std::strerror(number), "name the socket of plimsolld with --socket"};
  }
}

/// libcurl calls text that does not begin with "HTTP/" an answer of HTTP/0.9, which it does not take.
bool is_not_http(CURLcode code) {
  return code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_GOT_NOTHING ||
         code == CURLE_RECV_ERROR;
}

Error error_of(CURL* easy, CURLcode code, const std::string& socket) {
  long number = 0;
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
  if (code == CURLE_COULDNT_CONNECT && number != 0) return error_of_system(socket, static_cast<int>(number));
  if (code == CURLE_OPERATION_TIMEDOUT) return does_not_answer(socket);
  if (is_not_http(code)) {
    return {ErrorKind::wrong_shape, socket + ": answers, but not in HTTP",
            "name the socket of plimsolld with --socket"};
  }
  return {code == CURLE_PARTIAL_FILE ? ErrorKind::truncated : ErrorKind::io, socket + ": " + curl_easy_strerror(code),
          "ask again"};
}

/// A daemon that was not restarted after an upgrade does not know what a newer command asks for.
Error error_of_status(CURL* easy, const std::string& socket, const std::string& body) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  const std::string said = body.substr(0, body.find('\n'));
  return {ErrorKind::http_status, socket + ": plimsolld answers HTTP " + std::to_string(status) + " " + said,
          status == kNotFound ? "restart it if it is of an older version: systemctl restart plimsolld" : "ask again"};
}

void prepare(CURL* easy, const std::string& socket, const std::string& url, Answer& answer) {
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, kDeadlineSeconds);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, kSilenceSeconds);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, kSilenceSeconds);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
}

}  // namespace

Result<std::string> get(const std::string& socket, const std::string& path, const Query& query) {
  const Easy easy(curl_easy_init(), curl_easy_cleanup);
  if (!easy) return Error{ErrorKind::io, "libcurl cannot be started", ""};
  Answer answer;
  prepare(easy.get(), socket, url_of(easy.get(), path, query), answer);

  const CURLcode code = curl_easy_perform(easy.get());
  if (answer.too_large)
    return Error{ErrorKind::too_large, socket + ": answers more than 512 MiB", "ask for one container"};
  if (code != CURLE_OK) return error_of(easy.get(), code, socket);
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk) return error_of_status(easy.get(), socket, answer.body);
  return std::move(answer.body);
}

}  // namespace plimsoll::cli
