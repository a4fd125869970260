#pragma once

#include <curl/curl.h>

#include <memory>

#include "lib/engine/http/http_client.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// One curl handle, used for one request after the other.
class CurlHandle {
 public:
  explicit CurlHandle(const EngineOptions& options);

  void begin(Request request);
  [[nodiscard]] Completion finish(CURLcode code);

  [[nodiscard]] CURL* handle() const { return handle_.get(); }
  [[nodiscard]] std::string_view route() const { return request_.route; }
  [[nodiscard]] long status() const;  ///< 0 before the answer's first line

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };

  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer);
  [[nodiscard]] std::optional<Error> take(std::string_view piece);
  [[nodiscard]] std::optional<Error> keep(std::string_view piece);
  [[nodiscard]] bool succeeded() const;
  [[nodiscard]] std::string header(const char* name) const;
  [[nodiscard]] Result<Response> result(CURLcode code);
  [[nodiscard]] Result<Response> refused_by_engine() const;
  [[nodiscard]] Error failure(CURLcode code) const;

  const EngineOptions options_;
  std::unique_ptr<CURL, Cleanup> handle_;
  Request request_;
  std::string body_;
  std::optional<Error> refusal_;  ///< why we ended it ourselves
};

}  // namespace plimsoll::engine
