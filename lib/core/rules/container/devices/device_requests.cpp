#include "lib/core/rules/container/devices/device_requests.hpp"

#include <algorithm>
#include <iterator>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/list_option.hpp"

namespace plimsoll {
namespace {

constexpr std::int64_t kEvery = -1;

bool is_cdi(const DeviceRequest& request) { return request.driver == "cdi" && !request.device_ids.empty(); }

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += separator;
    all += text;
  }
  return all;
}

/// A field of the one line of CSV that --gpus takes.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
  return field + "\"";
}

std::string gpus_argument(const DeviceRequest& request) {
  std::vector<std::string> fields;
  if (!request.driver.empty()) fields.push_back(csv_field("driver=" + request.driver));
  if (!request.device_ids.empty()) {
    fields.push_back(csv_field("device=" + joined(request.device_ids, ",")));
  } else {
    fields.push_back(request.count == kEvery ? "all" : std::to_string(request.count));
  }
  return joined(fields, ",");
}

std::string compose_fields(const DeviceRequest& request) {
  std::vector<std::string> fields;
  if (!request.driver.empty()) fields.push_back("driver: " + compose_text(request.driver));
  if (request.device_ids.empty()) {
    fields.push_back("count: " + (request.count == kEvery ? "all" : std::to_string(request.count)));
  } else {
    std::vector<std::string> ids;
    std::ranges::transform(request.device_ids, std::back_inserter(ids), compose_text);
    fields.push_back("device_ids: [" + joined(ids, ", ") + "]");
  }
  return joined(fields, ", ");
}

}  // namespace

std::vector<std::string> names_of(const DeviceRequest& request) {
  if (is_cdi(request)) return request.device_ids;
  return {request.driver.empty() ? "gpu" : request.driver};
}

FixStep remove_request(const DeviceRequest& request, const std::string& name) {
  if (is_cdi(request)) return remove(kDevice, name);
  return to_remove("--gpus=" + gpus_argument(request), "gpus: [{" + compose_fields(request) + "}]");
}

}  // namespace plimsoll
