#include "lib/host/processes/process_credentials.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr int kHexadecimal = 16;

/// The fields of the lines of a status, by their key. A name cannot fake one: the kernel escapes line ends.
class StatusLines {
 public:
  explicit StatusLines(std::string_view text) {
    for (const std::string_view line : lines_of(text)) {
      const std::size_t colon = line.find(':');
      if (colon != line.npos) lines_.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    }
  }

  [[nodiscard]] std::string_view value(std::string_view key) const {
    const auto found = std::ranges::find(lines_, key, &Line::first);
    return found == lines_.end() ? std::string_view() : found->second;
  }

  template <class T>
  [[nodiscard]] bool read(std::string_view key, T& number, int base = 10) const {
    return read_text(value(key), number, base);
  }

  /// Real, effective, saved, and that of the file system.
  [[nodiscard]] bool read_ids(std::string_view key, std::array<std::uint32_t, 4>& ids) const {
    const std::vector<std::string_view> fields = words_of(value(key));
    if (fields.size() != ids.size()) return false;
    return std::ranges::equal(fields, ids, [](auto field, auto& id) { return read_text(field, id, 10); });
  }

 private:
  using Line = std::pair<std::string_view, std::string_view>;

  template <class T>
  static bool read_text(std::string_view text, T& number, int base) {
    const auto read = number_in<T>(text, base);
    if (read) number = *read;
    return read.has_value();
  }

  std::vector<Line> lines_;
};

SeccompMode seccomp_of(std::string_view value) {
  if (value.empty()) return SeccompMode::not_supported;
  if (value == "0") return SeccompMode::disabled;
  return value == "1" ? SeccompMode::strict : SeccompMode::filter;
}

bool read_capabilities(const StatusLines& lines, ProcessCredentials& credentials) {
  return lines.read("CapPrm", credentials.permitted, kHexadecimal) &&
         lines.read("CapEff", credentials.effective, kHexadecimal) &&
         lines.read("CapBnd", credentials.bounding, kHexadecimal) &&
         lines.read("CapAmb", credentials.ambient, kHexadecimal);
}

bool read_users(const StatusLines& lines, ProcessCredentials& credentials) {
  std::array<std::uint32_t, 4> users{};
  std::array<std::uint32_t, 4> groups{};
  if (!lines.read_ids("Uid", users) || !lines.read_ids("Gid", groups)) return false;
  credentials.uid = users[0];
  credentials.effective_uid = users[1];
  credentials.saved_uid = users[2];
  credentials.gid = groups[0];
  credentials.effective_gid = groups[1];
  return true;
}

/// "Z (zombie)"; one whose other threads run on is none that has ended.
bool has_ended(const StatusLines& lines) {
  const std::string_view state = lines.value("State").substr(0, 1);
  return (state == "Z" || state == "X") && lines.value("Threads") == "1";
}

}  // namespace

std::optional<ProcessStatus> parse_process_status(std::string_view text) {
  const StatusLines lines(text);
  ProcessStatus status;
  status.name = lines.value("Name");
  status.ended = has_ended(lines);
  status.credentials.seccomp = seccomp_of(lines.value("Seccomp"));
  status.credentials.no_new_privileges = lines.value("NoNewPrivs") == "1";
  const bool complete = lines.read("PPid", status.parent) && read_users(lines, status.credentials) &&
                        read_capabilities(lines, status.credentials);
  return complete ? std::optional(std::move(status)) : std::nullopt;
}

std::int64_t root_in(std::string_view uid_map) {
  for (const std::string_view line : lines_of(uid_map)) {
    const std::vector<std::string_view> fields = words_of(line);
    if (fields.size() == 3 && fields[0] == "0") return number_in<std::int64_t>(fields[1]).value_or(-1);
  }
  return -1;
}

bool maps_all_to_themselves(std::string_view uid_map) {
  const std::vector<std::string_view> fields = words_of(uid_map);
  return std::ranges::equal(fields, std::array<std::string_view, 3>{"0", "0", "4294967295"});
}

}  // namespace plimsoll::host
