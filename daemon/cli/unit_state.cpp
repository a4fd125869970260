#include "daemon/cli/unit_state.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>

namespace plimsoll::cli {
namespace {

constexpr const char* kCommand =
    "timeout 5 systemctl show --property=LoadState,ActiveState,SubState,Result plimsolld.service 2>/dev/null";

std::string output_of(const char* command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command, "r"), pclose);
  std::string text;
  if (!pipe) return text;
  std::array<char, 256> part{};
  while (std::fgets(part.data(), part.size(), pipe.get())) text += part.data();
  return text;
}

std::map<std::string, std::string> pairs_in(std::string_view properties) {
  std::map<std::string, std::string> pairs;
  std::istringstream lines{std::string(properties)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) pairs[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return pairs;
}

}  // namespace

std::string unit_state() {
  std::error_code ignored;
  if (!std::filesystem::exists("/run/systemd/system", ignored)) return "";
  return unit_state_in(output_of(kCommand));
}

std::string unit_state_in(std::string_view properties) {
  auto pairs = pairs_in(properties);
  if (pairs["LoadState"].empty()) return "";
  if (pairs["LoadState"] == "not-found") return "not installed";
  const std::string& result = pairs["Result"];
  const std::string why = result.empty() || result == "success" ? "" : " (" + result + ")";
  return pairs["LoadState"] + " " + pairs["ActiveState"] + " " + pairs["SubState"] + why;
}

}  // namespace plimsoll::cli
