#include "tests/config/fixtures.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace plimsoll::testing {
namespace {

const std::filesystem::path kFixtures = std::filesystem::path(PLIMSOLL_SOURCE_DIR) / "tests" / "fixtures";

std::string expectation(const std::string& text) {
  constexpr std::string_view kPrefix = "# expect: ";
  if (!text.starts_with(kPrefix)) return {};
  return text.substr(kPrefix.size(), text.find('\n') - kPrefix.size());
}

Fixture load(const std::filesystem::path& file) {
  std::string text = read_text(file);
  std::string expect = expectation(text);
  return {file.stem().string(), std::move(text), std::move(expect)};
}

}  // namespace

std::string read_text(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  return (std::ostringstream() << stream.rdbuf()).str();
}

std::vector<Fixture> fixtures(const std::string& folder) {
  std::vector<Fixture> found;
  for (const auto& entry : std::filesystem::directory_iterator(kFixtures / folder)) found.push_back(load(entry.path()));
  std::ranges::sort(found, {}, &Fixture::name);
  return found;
}

std::string fixture(const std::string& path) { return read_text(kFixtures / path); }

void PrintTo(const Fixture& fixture, std::ostream* out) { *out << fixture.name; }

std::string test_name(const ::testing::TestParamInfo<Fixture>& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace plimsoll::testing
