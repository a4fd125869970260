#include "lib/sinks/web/site.hpp"

#include <boost/url/parse.hpp>

namespace plimsoll::web {
namespace {

Query decode(const boost::urls::params_view& params) {
  Query query;
  for (const auto& param : params) query.emplace_back(param.key, param.value);
  return query;
}

}  // namespace

Response text_response(unsigned status, std::string_view text) {
  return {.status = status, .body = std::make_shared<const std::string>(std::string(text) + "\n")};
}

Response answer(const Site& site, const Request& request) {
  if (!site.accepts_host(request.host)) {
    return site.refusal(421,
                        "This host name is not served: use an IP address, localhost or a name that is configured.");
  }
  const auto target = boost::urls::parse_origin_form(request.target);
  if (!target) return site.refusal(400, "The request target is not a path.");
  const auto page = site.pages.find(target->path());
  if (page == site.pages.end()) return site.refusal(404, "There is nothing here.");
  if (!request.reads) return site.refusal(405, "Only GET and HEAD are answered.");
  return page->second(decode(target->params()));
}

}  // namespace plimsoll::web
