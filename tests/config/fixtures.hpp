#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace plimsoll::testing {

/// A file of tests/fixtures, as read.
struct Fixture {
  std::string name;  ///< without folder and ending
  std::string text;
  std::string expect;  ///< of its first line, "# expect: …"; empty if there is none
};

[[nodiscard]] std::string read_text(const std::filesystem::path& file);

/// Every file of a folder of tests/fixtures, by name.
[[nodiscard]] std::vector<Fixture> fixtures(const std::string& folder);

/// The text of one file of tests/fixtures.
[[nodiscard]] std::string fixture(const std::string& path);

void PrintTo(const Fixture& fixture, std::ostream* out);
[[nodiscard]] std::string test_name(const ::testing::TestParamInfo<Fixture>& info);

}  // namespace plimsoll::testing
