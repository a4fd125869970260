#include "lib/sinks/web/host_name.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/url/parse.hpp>

namespace plimsoll::web {

bool is_own_host(std::string_view header, const std::vector<std::string>& allowed) {
  using boost::urls::host_type;
  const auto authority = boost::urls::parse_authority(header);
  if (!authority || authority->has_userinfo()) return false;
  if (authority->host_type() == host_type::ipv4 || authority->host_type() == host_type::ipv6) return true;

  const std::string host = authority->host();
  const auto is_host = [&](const std::string& name) { return boost::beast::iequals(name, host); };
  return is_host("localhost") || std::ranges::any_of(allowed, is_host);
}

}  // namespace plimsoll::web
