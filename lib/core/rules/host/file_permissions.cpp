#include "lib/core/rules/host/file_permissions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "lib/core/rules/common/items.hpp"

namespace plimsoll {
namespace {

constexpr std::uint32_t kPermissionBits = 0777;

struct Owner {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
};

std::string octal(std::uint32_t mode) {
  std::array<char, 16> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), mode, 8);
  return "0" + std::string(digits.data(), end);
}

std::string show_owner(const FileStatus& status) {
  return std::to_string(status.uid) + ":" + std::to_string(status.gid);
}

/// The engine takes a group's name or its number.
bool names(std::string_view configured, const EngineGroup& group) {
  return configured == group.name || configured == std::to_string(group.gid);
}

const FilePermission* row_of(const EngineFile& file, std::span<const FilePermission> wanted) {
  const auto found = std::ranges::find_if(
      wanted, [&](const FilePermission& row) { return row.role == file.role && file.path.ends_with(row.suffix); });
  return found == wanted.end() ? nullptr : &*found;
}

/// Whose files a rootless engine obeys.
Fact<Owner> rootless_user(const Fact<std::vector<EngineFile>>& files) {
  for (const EngineFile& file : *files) {
    if (file.role != EngineFileRole::api_socket || !file.status) continue;
    return {{file.status->uid, file.status->gid}, file.status.source(), file.status.path()};
  }
  return {Cause::unresolved, files.source(), files.path()};
}

/// Who may own the engine's files: root again, unless the engine is rootless.
Fact<Owner> owner_of_engine(const HostFacts& host, const EngineFacts& engine) {
  const auto& security = engine.security;
  if (!security) return {security.cause(), security.source(), security.path()};
  if (!security->rootless) return {Owner{}, security.source(), security.path()};
  return rootless_user(host.engine_files);
}

class Inspection {
 public:
  Inspection(const HostFacts& host, const EngineFacts& engine) : host_(host), engine_(engine) {}

  void inspect(const EngineFile& file, const FilePermission& wanted) {
    found_ = true;
    if (!file.status) return leave_open(unknown(file.status.cause(), file.status.source(), name_of(file)));
    inspect_owner(file, wanted);
    inspect_mode(file, wanted);
    inspect_directory(file);
  }

  Verdict verdict() {
    if (!found_) return not_applicable(NotApplicable::no_such_file);
    if (items_.empty() && open_) return *open_;
    return items_.take_verdict();
  }

 private:
  void inspect_owner(const EngineFile& file, const FilePermission& wanted) {
    const FileStatus& status = *file.status;
    if (status.uid == 0 && status.gid == 0) return;
    if (status.uid == 0 && wanted.engine_group) return inspect_group(file);
    const Fact<Owner> owner = owner_of_engine(host_, engine_);
    if (!owner) return leave_open(unknown(owner));
    const bool owned = status.uid == 0 || status.uid == owner->uid;
    if (!owned || (status.gid != 0 && status.gid != owner->gid)) add(file, "owner", show_owner(status), "root:root");
  }

  /// The group that the socket has is the engine's only if the engine was told so.
  void inspect_group(const EngineFile& file) {
    const auto& group = host_.engine_group;
    const auto& configured = engine_.settings.group;
    if (!group) return leave_open(unknown(group));
    if (!configured) return leave_open(unknown(configured));
    if (file.status->gid == group->gid && names(*configured, *group)) return;
    add(file, "owner", show_owner(*file.status), "root:root or root:" + *configured);
  }

  void inspect_mode(const EngineFile& file, const FilePermission& wanted) {
    const std::uint32_t mode = file.status->mode & kPermissionBits;
    if ((mode & ~wanted.mode) == 0) return;
    add(file, "mode", octal(mode), octal(wanted.mode) + " or stricter");
  }

  void inspect_directory(const EngineFile& file) {
    const std::string& directory = file.status->writable_parent;
    if (!directory.empty()) add(file, "directory", directory, "writable by the owner of the engine alone");
  }

  void add(const EngineFile& file, std::string_view what, std::string seen, std::string wanted) {
    items_.add(
        item_of(file.path + " " + std::string(what), file.status, file.path, std::move(seen), std::move(wanted)));
  }

  /// Where not even the place of the file is known, its role tells which one it is.
  static std::string_view name_of(const EngineFile& file) {
    return file.path.empty() ? to_string(file.role) : std::string_view(file.path);
  }

  void leave_open(Verdict verdict) {
    if (!open_) open_ = std::move(verdict);
  }

  const HostFacts& host_;
  const EngineFacts& engine_;
  ItemList items_;
  std::optional<Verdict> open_;
  bool found_ = false;
};

}  // namespace

Verdict judge_file_permissions(const HostFacts& host, const Context& context, std::span<const FilePermission> wanted) {
  const auto& files = host.engine_files;
  if (!files) return unknown(files);
  Inspection inspection(host, context.engine);
  for (const EngineFile& file : *files) {
    if (const FilePermission* row = row_of(file, wanted)) inspection.inspect(file, *row);
  }
  return inspection.verdict();
}

}  // namespace plimsoll
