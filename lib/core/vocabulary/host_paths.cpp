#include "lib/core/vocabulary/host_paths.hpp"

#include <algorithm>
#include <filesystem>

namespace plimsoll {
namespace {

struct Alias {
  std::string_view path;
  std::string_view target;
};

// The last three are the host's own root, by way of a process of it.
constexpr Alias kAliases[] = {
    {"/var/run", "/run"},
    {"/var/lock", "/run/lock"},
    {"/bin", "/usr/bin"},
    {"/sbin", "/usr/sbin"},
    {"/lib", "/usr/lib"},
    {"/lib32", "/usr/lib32"},
    {"/lib64", "/usr/lib64"},
    {"/libx32", "/usr/libx32"},
    {"/proc/1/root", "/"},
    {"/proc/self/root", "/"},
    {"/proc/thread-self/root", "/"},
};

std::string normalised(std::string_view path) {
  std::string text = std::filesystem::path(path).lexically_normal().generic_string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  while (text.starts_with("//")) text.erase(0, 1);
  return text;
}

const Alias* alias_of(std::string_view path) {
  const auto found =
      std::ranges::find_if(kAliases, [&](const Alias& alias) { return is_at_or_below(path, alias.path); });
  return found == std::end(kAliases) ? nullptr : found;
}

std::string_view take_component(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
  const std::string_view component = rest.substr(0, rest.find('/'));
  rest.remove_prefix(component.size());
  return component;
}

}  // namespace

std::string canonical_path(std::string_view path) {
  std::string canonical = normalised(path);
  while (const Alias* alias = alias_of(canonical)) {
    canonical = normalised(std::string(alias->target) + canonical.substr(alias->path.size()));
  }
  return canonical;
}

Relation relation(std::string_view path, std::string_view place) {
  for (;;) {
    const std::string_view here = take_component(path);
    const std::string_view there = take_component(place);
    if (here.empty() && there.empty()) return Relation::equal;
    if (here.empty()) return Relation::above;
    if (there.empty()) return Relation::below;
    if (here != there && there != "*") return Relation::apart;
  }
}

bool is_at_or_below(std::string_view path, std::string_view directory) {
  if (directory == "/") return path.starts_with('/');
  return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

bool is_within(std::string_view path, std::span<const std::string_view> list) {
  return std::ranges::any_of(list,
                             [&](std::string_view entry) { return is_inside(relation(path, canonical_path(entry))); });
}

}  // namespace plimsoll
