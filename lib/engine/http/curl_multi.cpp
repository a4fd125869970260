#include "lib/engine/http/curl_multi.hpp"

#include <new>

namespace plimsoll::engine {
namespace {

void initialise_curl_once() {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (initialised != CURLE_OK) throw std::bad_alloc();
}

}  // namespace

CurlMulti make_curl_multi() {
  initialise_curl_once();
  CurlMulti multi(curl_multi_init());
  if (!multi) throw std::bad_alloc();
  return multi;
}

}  // namespace plimsoll::engine
