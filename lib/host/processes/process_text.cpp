#include "lib/host/processes/process_text.hpp"

#include <algorithm>
#include <vector>

#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::uint64_t kKernelThread = 0x00200000;  // PF_KTHREAD
constexpr std::size_t kContainerIdLength = 64;

// Fields of stat after the name, which is between the first '(' and the last ')'.
constexpr std::size_t kState = 0;
constexpr std::size_t kFlags = 6;
constexpr std::size_t kThreads = 17;
constexpr std::size_t kStarted = 19;

bool is_container_id(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == kContainerIdLength && std::ranges::all_of(text, is_hex);
}

}  // namespace

std::optional<ProcessStat> parse_process_stat(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == text.npos || close == text.npos || close < open) return std::nullopt;
  const std::vector<std::string_view> fields = words_of(text.substr(close + 1));
  if (fields.size() <= kStarted) return std::nullopt;
  const auto flags = number_in<std::uint64_t>(fields[kFlags]);
  const auto threads = number_in<std::int64_t>(fields[kThreads]);
  const auto started = number_in<std::int64_t>(fields[kStarted]);
  if (!flags || !threads || !started) return std::nullopt;
  return ProcessStat{.name = to_utf8(text.substr(open + 1, close - open - 1)),
                     .state = fields[kState].front(),
                     .kernel_thread = (*flags & kKernelThread) != 0,
                     .threads = *threads,
                     .started_ticks = *started};
}

std::optional<std::uint32_t> effective_user(std::string_view status) {
  for (const std::string_view line : lines_of(status)) {
    if (!line.starts_with("Uid:")) continue;
    const std::vector<std::string_view> fields = words_of(line);
    return fields.size() < 3 ? std::nullopt : number_in<std::uint32_t>(fields[2]);
  }
  return std::nullopt;
}

/// "docker-ID.scope", "libpod-ID", "ID"; not "libpod-conmon-ID.scope", which is the monitor outside.
std::string_view container_in(std::string_view component) {
  if (component.ends_with(".scope")) component.remove_suffix(6);
  if (component.size() > kContainerIdLength) {
    constexpr std::string_view kPrefixes[] = {"docker-", "libpod-", "crio-", "cri-containerd-", "nerdctl-"};
    const auto* prefix = std::ranges::find_if(kPrefixes, [&](auto each) { return component.starts_with(each); });
    if (prefix != std::end(kPrefixes)) component.remove_prefix(prefix->size());
  }
  return is_container_id(component) ? component : std::string_view();
}

std::string container_of(std::string_view cgroup) {
  for (const std::string_view line : lines_of(cgroup)) {
    const std::size_t path = line.find(":/");
    if (path == line.npos) continue;
    for (const std::string_view component : split(line.substr(path + 1), '/')) {
      if (const std::string_view id = container_in(component); !id.empty()) return std::string(id);
    }
  }
  return {};
}

std::string_view executable_path(std::string_view link) {
  constexpr std::string_view kReplaced = " (deleted)";
  if (link.ends_with(kReplaced)) link.remove_suffix(kReplaced.size());
  return link;
}

std::optional<std::int64_t> boot_time(std::string_view stat) {
  constexpr std::string_view kKey = "btime ";
  for (const std::string_view line : lines_of(stat)) {
    if (line.starts_with(kKey)) return number_in<std::int64_t>(line.substr(kKey.size()));
  }
  return std::nullopt;
}

}  // namespace plimsoll::host
