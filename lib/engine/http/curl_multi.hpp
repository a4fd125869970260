#pragma once

#include <curl/curl.h>

#include <memory>

namespace plimsoll::engine {

struct CurlMultiCleanup {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using CurlMulti = std::unique_ptr<CURLM, CurlMultiCleanup>;

/// Never null. Initialises curl itself the first time.
[[nodiscard]] CurlMulti make_curl_multi();

}  // namespace plimsoll::engine
