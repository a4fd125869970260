#include "lib/engine/http/curl_handle.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxExplanationBytes = std::size_t{64} << 10;

bool is_refusal(long status) { return status == 401 || status == 403 || status == 404 || status == 501; }

}  // namespace

CurlHandle::CurlHandle(const EngineOptions& options) : options_(options), handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
  CURL* handle = handle_.get();
  curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, options_.socket_path.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, ("plimsoll/" + std::string(version())).c_str());
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  // The only deadline that also ends an engine that accepts and says nothing.
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.request_deadline.count()));
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &CurlHandle::on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
}

void CurlHandle::begin(Request request) {
  request_ = std::move(request);
  body_.clear();
  refusal_.reset();
  curl_easy_setopt(handle(), CURLOPT_URL, ("http://localhost" + request_.target).c_str());
}

Completion CurlHandle::finish(CURLcode code) {
  Completion completion{request_.tag, result(code)};
  request_.consume = nullptr;
  return completion;
}

std::size_t CurlHandle::on_body(char* bytes, std::size_t size, std::size_t count, void* transfer) {
  auto& self = *static_cast<CurlHandle*>(transfer);
  const std::string_view piece(bytes, size * count);
  self.refusal_ = self.take(piece);
  return self.refusal_ ? 0 : piece.size();
}

std::optional<Error> CurlHandle::take(std::string_view piece) {
  if (!succeeded()) {
    body_.append(piece.substr(0, kMaxExplanationBytes - std::min(body_.size(), kMaxExplanationBytes)));
    return std::nullopt;
  }
  return request_.consume ? request_.consume(piece) : keep(piece);
}

// curl's own CURLOPT_MAXFILESIZE does not see chunked bodies before 8.4.
std::optional<Error> CurlHandle::keep(std::string_view piece) {
  if (piece.size() > options_.max_response_bytes - body_.size()) {
    return answer_too_large(request_.target, options_.max_response_bytes);
  }
  body_.append(piece);
  return std::nullopt;
}

long CurlHandle::status() const {
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

bool CurlHandle::succeeded() const { return status() >= 200 && status() < 300; }

std::string CurlHandle::header(const char* name) const {
  curl_header* found = nullptr;
  if (curl_easy_header(handle(), name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return "";
  return found->value;
}

Result<Response> CurlHandle::result(CURLcode code) {
  if (code != CURLE_OK) return failure(code);
  if (!succeeded()) return refused_by_engine();
  return Response{.body = std::move(body_),
                  .api_version = header("Api-Version"),
                  .server = header("Server"),
                  .libpod_api_version = header("Libpod-Api-Version"),
                  .date = header("Date")};
}

Result<Response> CurlHandle::refused_by_engine() const {
  if (request_.may_be_refused && is_refusal(status())) return Response{.status = status()};
  if (status() == 404 && request_.route == route::kContainer) return not_found(request_.target, body_);
  return http_error(request_.target, status(), body_);
}

Error CurlHandle::failure(CURLcode code) const {
  long os_error = 0;
  switch (code) {
    case CURLE_WRITE_ERROR:
      return refusal_.value_or(exchange_failed(request_.target, curl_easy_strerror(code)));
    case CURLE_COULDNT_CONNECT:
      curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &os_error);
      return cannot_connect(options_.socket_path, static_cast<int>(os_error));
    case CURLE_OPERATION_TIMEDOUT:
      return no_answer(request_.target, options_.request_deadline);
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return ended_early(request_.target);
    default:
      return exchange_failed(request_.target, curl_easy_strerror(code));
  }
}

}  // namespace plimsoll::engine
