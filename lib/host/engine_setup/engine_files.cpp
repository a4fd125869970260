#include "lib/host/engine_setup/engine_files.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/host/probes/file_inspector.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kPath = "stat";

EngineFile unknown_file(EngineFileRole role, const std::string& path, const Failure& failure) {
  return {role, to_utf8(path), "", Fact<FileStatus>(failure.cause, Source::host, kPath, failure.os_error)};
}

EngineFile known_file(EngineFileRole role, const std::string& path, Inspected inspected) {
  return {role, to_utf8(path), std::move(inspected.real_path),
          Fact<FileStatus>(std::move(inspected.status), Source::host, kPath)};
}

/// Nothing of one that is not there.
std::optional<EngineFile> look_at(FileInspector& inspector, const Candidate& candidate) {
  if (!candidate.path) return unknown_file(candidate.role, "", candidate.path.error());
  auto inspected = inspector.look_at(*candidate.path);
  if (inspected) return known_file(candidate.role, *candidate.path, std::move(*inspected));
  if (inspected.error() == Cause::absent) return std::nullopt;
  return unknown_file(candidate.role, *candidate.path, inspected.error());
}

/// Two names of one file, as /lib and /usr/lib give it, are one entry.
class Files {
 public:
  void add(EngineFile file) {
    const std::string& identity = file.real_path.empty() ? file.path : file.real_path;
    if (seen_.emplace(file.role, identity).second) files_.push_back(std::move(file));
  }
  std::vector<EngineFile> take() {
    std::ranges::stable_sort(files_, {}, &EngineFile::role);
    return std::move(files_);
  }

 private:
  std::set<std::pair<EngineFileRole, std::string>> seen_;
  std::vector<EngineFile> files_;
};

}  // namespace

std::vector<EngineFile> read_engine_files(const HostSource& source, const EngineOnHost& engine) {
  FileInspector inspector(source, engine.setup.owner);
  Files files;
  for (const auto& candidates : {program_files(source, engine), containerd_files(engine), unit_files(source, engine),
                                 configuration_files(source, engine), tls_files(engine)}) {
    for (const Candidate& candidate : candidates) {
      if (auto file = look_at(inspector, candidate)) files.add(std::move(*file));
    }
  }
  return files.take();
}

}  // namespace plimsoll::host
