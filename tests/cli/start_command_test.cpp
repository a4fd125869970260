#include "daemon/cli/start_command.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace plimsoll::cli::testing {
namespace {

namespace fs = std::filesystem;

TEST(StartCommand, IsTheProgramWithoutAUnitAndSystemctlWithOne) {
  const fs::path root = fs::path(::testing::TempDir()) / ("plimsoll-root-" + std::to_string(getpid()));
  fs::create_directories(root / "usr/lib/systemd/system");
  EXPECT_EQ(start_command(root), "plimsolld");
  std::ofstream(root / "usr/lib/systemd/system/plimsolld.service") << "[Service]\n";
  EXPECT_EQ(start_command(root), "systemctl enable --now plimsolld.socket plimsolld");
  fs::remove_all(root);
}

}  // namespace
}  // namespace plimsoll::cli::testing
