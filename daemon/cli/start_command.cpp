#include "daemon/cli/start_command.hpp"

#include <algorithm>
#include <filesystem>

#include "lib/host/engine_setup/unit_directories.hpp"

namespace plimsoll::cli {

std::string start_command(const std::string& root) {
  const auto has_unit = [&](std::string_view directory) {
    std::error_code ignored;
    return std::filesystem::exists(root + std::string(directory) + "/plimsolld.service", ignored);
  };
  return std::ranges::any_of(host::unit_directories(), has_unit) ? "systemctl enable --now plimsolld.socket plimsolld"
                                                                 : "plimsolld";
}

}  // namespace plimsoll::cli
