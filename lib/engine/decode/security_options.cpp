#include "lib/engine/decode/security_options.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "lib/engine/decode/fields.hpp"
#include "lib/engine/decode/json.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

struct Option {
  std::string_view key;
  std::optional<std::string_view> value;
};

/// As the engine splits it: at the first "=", and only without one at the first ":", the spelling of old.
Option split(std::string_view text) {
  std::size_t at = text.find('=');
  if (at == std::string_view::npos) at = text.find(':');
  if (at == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, at), text.substr(at + 1)};
}

/// A flag alone is true.
std::optional<bool> parse_flag(const Option& option) { return option.value ? parse_boolean(*option.value) : true; }

/// Of a profile only what it does to a call that it does not name.
std::string default_action(std::string_view profile) {
  const Result<Json> json = parse_object(profile, "seccomp profile");
  if (!json) return "";
  const auto action = json->find("defaultAction");
  return action != json->end() && action->is_string() ? action->get<std::string>() : "";
}

void set_seccomp(SecurityOptions& options, std::string_view profile) {
  if (profile == "unconfined") {
    options.seccomp = SecurityOptions::Seccomp::unconfined;
    options.seccomp_default_action.clear();
    return;
  }
  options.seccomp = SecurityOptions::Seccomp::custom;
  // The engine's own profile, asked for by name where the daemon's default may be another one.
  options.seccomp_default_action = profile == "builtin" ? "SCMP_ACT_ERRNO" : default_action(profile);
}

void set_label(SecurityOptions& options, std::string_view label) {
  constexpr std::string_view kType = "type:";
  if (label == "disable") options.label_disable = true;
  if (label.starts_with(kType)) options.label_type = label.substr(kType.size());
}

/// False if the engine would have refused it.
bool set_option(SecurityOptions& options, const Option& option) {
  if (option.key == "no-new-privileges") {
    options.no_new_privileges = parse_flag(option);
    return options.no_new_privileges.has_value();
  }
  if (option.key == "writable-cgroups") {
    const std::optional<bool> writable = parse_flag(option);
    options.writable_cgroups = writable.value_or(false);
    return writable.has_value();
  }
  if (option.key == "disable" && !option.value) set_label(options, "disable");
  if (option.key == "label" && option.value) set_label(options, *option.value);
  if (option.key == "seccomp" && option.value) set_seccomp(options, *option.value);
  if (option.key == "apparmor" && option.value) options.apparmor = *option.value;
  return true;
}

/// "profile=default" of "name=seccomp,profile=default" by its key; "" if it is not there.
std::string_view part(std::string_view option, std::string_view key) {
  while (!option.empty()) {
    const std::string_view field = option.substr(0, option.find(','));
    if (field.starts_with(key)) return field.substr(key.size());
    option.remove_prefix(std::min(option.size(), field.size() + 1));
  }
  return {};
}

void set_option(EngineSecurity& security, std::string_view option) {
  const std::string_view name = part(option, "name=");
  if (name == "seccomp") security.seccomp_profile = part(option, "profile=");
  if (name == "apparmor") security.apparmor = true;
  if (name == "selinux") security.selinux = true;
  if (name == "userns") security.user_namespace = true;
  if (name == "rootless") security.rootless = true;
  if (name == "no-new-privileges") security.no_new_privileges = true;
  if (name == "cgroupns") security.private_cgroup_namespace = true;
}

}  // namespace

std::optional<SecurityOptions> parse_security_options(const std::vector<std::string>& options) {
  SecurityOptions parsed;
  for (const std::string& option : options) {
    if (!set_option(parsed, split(option))) return std::nullopt;
  }
  return parsed;
}

EngineSecurity parse_engine_security(const std::vector<std::string>& options) {
  EngineSecurity security;
  for (const std::string& option : options) set_option(security, option);
  return security;
}

}  // namespace plimsoll::engine
