#include "lib/host/engine_setup/units.hpp"

#include <map>

#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

void put(std::vector<std::string>& values, std::string_view value) {
  if (value.empty()) return values.clear();
  values.emplace_back(value);
}

void add_line(std::string_view line, UnitLines& lines) {
  const std::size_t equals = line.find('=');
  if (equals == line.npos) return;
  const std::string_view key = trimmed(line.substr(0, equals));
  std::string_view value = trimmed(line.substr(equals + 1));
  if (key == "ListenStream") put(lines.listen_streams, value);
  if (key != "EnvironmentFile") return;
  if (value.starts_with('-')) value.remove_prefix(1);  // "may be missing"
  put(lines.environment_files, value);
}

/// A line of the file may go on in the next.
std::string joined(std::string_view text) {
  std::string whole;
  for (const std::string_view line : lines_of(text)) {
    const bool goes_on = line.ends_with('\\');
    whole.append(line.substr(0, line.size() - (goes_on ? 1 : 0))).push_back(goes_on ? ' ' : '\n');
  }
  return whole;
}

bool is_comment(std::string_view line) { return line.starts_with('#') || line.starts_with(';'); }

/// One that is masked, a link to /dev/null, is no file.
std::string winning_file(const HostSource& source, const std::vector<std::string>& directories,
                         const std::string& name) {
  for (const std::string& directory : directories) {
    std::string path = directory + "/" + name;
    const auto info = source.status(path);
    if (info) return info->type == FileType::regular ? path : "";
    if (info.error() != Cause::absent) return path;
  }
  return {};
}

/// A drop-in that links to /dev/null, or that is gone by now.
bool is_switched_off(const Failure& failure) { return failure == Cause::wrong_type || failure == Cause::absent; }

/// By file name: one in a directory that wins hides its namesakes.
std::map<std::string, std::string> drop_ins(const HostSource& source, const std::vector<std::string>& directories,
                                            const std::string& name, std::optional<Failure>& unlisted) {
  std::map<std::string, std::string> paths;
  for (const std::string& directory : directories) {
    const std::string folder = directory + "/" + name + ".d";
    const auto names = source.names(ProbeId::unit_drop_ins, folder);
    if (!names) {
      if (names.error() != Cause::absent) unlisted = names.error();
      continue;
    }
    for (const std::string& file : *names) {
      if (file.ends_with(".conf")) paths.emplace(file, folder + "/" + file);
    }
  }
  return paths;
}

}  // namespace

void add_unit_lines(std::string_view text, UnitLines& lines) {
  const std::string whole = joined(text);
  for (const std::string_view line : lines_of(whole)) {
    if (!is_comment(trimmed(line))) add_line(line, lines);
  }
}

Unit read_unit(const HostSource& source, const std::vector<std::string>& directories, const std::string& name) {
  Unit unit;
  if (std::string file = winning_file(source, directories, name); !file.empty()) unit.files.push_back(std::move(file));
  for (auto& [file, path] : drop_ins(source, directories, name, unit.unlisted)) unit.files.push_back(path);
  for (const std::string& file : unit.files) {
    const auto text = source.file(ProbeId::unit_file, file);
    if (text) add_unit_lines(*text, unit.lines);
    if (!text && !is_switched_off(text.error())) unit.unread = text.error();
  }
  if (unit.unlisted) unit.unread = unit.unlisted;
  return unit;
}

}  // namespace plimsoll::host
