#pragma once

/// What is served where, without a socket in sight: a request in, a response out.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plimsoll::web {

/// Decoded. In the order given; a key may come twice.
using Query = std::vector<std::pair<std::string, std::string>>;

struct Response {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::shared_ptr<const std::string> body = nullptr;   ///< never null unless there are `pieces`
  std::function<bool(std::string&)> pieces = nullptr;  ///< appends the next piece; false at the end
};

using Page = std::function<Response(const Query&)>;

/// What a listener serves. GET and HEAD only.
struct Site {
  std::map<std::string, Page, std::less<>> pages;                 ///< by path
  std::function<bool(std::string_view host)> accepts_host;        ///< of the Host header
  Response (*refusal)(unsigned status, std::string_view reason);  ///< how this site words an error
};

[[nodiscard]] Response text_response(unsigned status, std::string_view text);

struct Request {
  bool reads = true;  ///< GET or HEAD
  std::string_view target;
  std::string_view host;
};

[[nodiscard]] Response answer(const Site& site, const Request& request);

}  // namespace plimsoll::web
