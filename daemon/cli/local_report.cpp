#include "daemon/cli/local_report.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

#include "lib/config/config.hpp"
#include "lib/config/guarded_file.hpp"
#include "lib/config/policy/parse_policy.hpp"
#include "lib/config/policy_files.hpp"
#include "lib/snapshot/snapshot_file.hpp"
#include "plimsoll/ledger.hpp"

namespace plimsoll::cli {
namespace {

Error about(const std::string& path, Error error) {
  error.text = path + ": " + error.text;
  error.kind = ErrorKind::bad_input;
  return error;
}

Result<PolicyFile> read_policy_file(const std::string& path) {
  const auto text = read_guarded_file(path);
  if (!text) return text.error();
  if (!*text) return Error{ErrorKind::bad_input, path + ": no such file", "name a policy file that exists"};
  return PolicyFile{path, **text};
}

/// One byte more than a snapshot may have, so that one that is too large is refused and not cut.
Result<std::string> read_all(std::istream& stream, const std::string& path) {
  std::string text;
  std::string chunk(std::size_t{1} << 20, '\0');
  while (stream && text.size() <= kMaxSnapshotBytes) {
    stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    text.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return Error{ErrorKind::bad_input, path + ": cannot be read", ""};
  return text;
}

Result<std::string> read_text(const std::string& path) {
  if (path == "-") return read_all(std::cin, "standard input");
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorKind::bad_input, path + ": " + std::strerror(errno), "name a file of plimsoll snapshot"};
  return read_all(file, path);
}

}  // namespace

Result<Policy> read_policy(const std::vector<std::string>& named_files) {
  if (named_files.empty()) {
    const auto config = load_config(std::nullopt);
    if (!config) return config.error();
    return load_policy(*config);
  }
  std::vector<PolicyFile> files;
  for (const std::string& path : named_files) {
    auto file = read_policy_file(path);
    if (!file) return file.error();
    files.push_back(*std::move(file));
  }
  return parse_policy(files);
}

std::shared_ptr<const Report> first_report(Policy policy, Snapshot snapshot) {
  auto report = std::make_shared<Report>();
  report->posture.policy = std::make_shared<const Policy>(std::move(policy));
  snapshot.host.refused_policy = {"", Source::plimsoll, "policy"};  // one that is refused ends the command before this
  report->posture.snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
  const Time at = report->posture.snapshot->captured_at;

  Ledger ledger;
  report->posture.subjects = fold_audit(ledger, *report->posture.policy, *report->posture.snapshot, at).subjects;
  report->posture.unread_lists = report->posture.snapshot->unread_lists;
  report->health.host_unreadable = unreadable_areas(*report->posture.snapshot);
  report->generated_at = report->posture.audited_at = at;
  report->posture.audited = true;
  report->posture.complete = report->posture.snapshot->unread.empty() && report->posture.unread_lists.empty();
  report->health.engine = {.up = true, .error = std::nullopt, .since = at};
  return report;
}

Result<Snapshot> read_snapshot_file(const std::string& path) {
  const auto text = read_text(path);
  if (!text) return text.error();
  auto snapshot = read_snapshot(*text);
  if (!snapshot) return about(path, snapshot.error());
  return snapshot;
}

}  // namespace plimsoll::cli
