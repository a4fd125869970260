#include <algorithm>
#include <charconv>
#include <optional>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.kernel.org/admin-guide/sysctl/kernel.html",
                                            "https://docs.kernel.org/admin-guide/sysctl/fs.html",
                                            "https://man7.org/linux/man-pages/man5/core.5.html"};
constexpr std::string_view kReads[] = {"host.kernel_settings"};

constexpr Setting kSettings[] = {{
    .name = "accept",
    .type = Setting::Type::list,
    .about = "Names of kernel settings that may be weak on this host, such as kernel.kptr_restrict.",
}};

struct LeastValue {
  std::string_view name;
  std::int64_t least = 0;
  std::string_view reason;
};

constexpr LeastValue kLeastValues[] = {
    {"kernel.unprivileged_bpf_disabled", 1, "any user may load programs into the kernel"},
    {"kernel.kptr_restrict", 1, "any user may read where the kernel lies in memory"},
    {"kernel.dmesg_restrict", 1, "any user may read the kernel's log, addresses included"},
    {"kernel.yama.ptrace_scope", 1, "a process may trace every other one of its user"},
    {"kernel.perf_event_paranoid", 2, "any user may measure the kernel"},
    {"fs.protected_symlinks", 1, "links planted in /tmp are followed by other users' programs"},
    {"fs.protected_hardlinks", 1, "a user may link to files of others and have them changed"},
};

constexpr std::string_view kCorePattern = "kernel.core_pattern";
constexpr std::string_view kCoreReason = "the kernel runs that program as root, outside, when a container's crashes";

// Where only root puts programs.
constexpr std::string_view kProgramDirectories[] = {"/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/nix/store"};

/// What the kernel starts for a core dump: "" if it writes a file.
std::string_view core_program(std::string_view pattern) {
  if (!pattern.starts_with('|')) return {};
  pattern.remove_prefix(1);
  pattern.remove_prefix(std::min(pattern.find_first_not_of(' '), pattern.size()));
  return pattern.substr(0, pattern.find(' '));
}

std::optional<std::int64_t> parse(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

class Inspection {
 public:
  explicit Inspection(const Fact<std::vector<KernelSetting>>& settings) : settings_(settings) {}

  void inspect(const KernelSetting& setting) {
    if (setting.name == kCorePattern) return inspect_core_pattern(setting);
    const auto found = std::ranges::find(kLeastValues, setting.name, &LeastValue::name);
    if (found != std::end(kLeastValues)) inspect_number(setting, *found);
  }

  Verdict verdict() { return items_.empty() ? otherwise_ : items_.take_verdict(); }

 private:
  void inspect_core_pattern(const KernelSetting& setting) {
    const std::string_view program = core_program(setting.value);
    if (!program.empty() && !is_within(canonical_path(program), kProgramDirectories))
      add(setting, "a file name, or a program below /usr or /opt", kCoreReason);
  }

  void inspect_number(const KernelSetting& setting, const LeastValue& wanted) {
    const std::optional<std::int64_t> value = parse(setting.value);
    if (!value) {
      const Cause cause = setting.value.empty() ? Cause::no_permission : Cause::malformed;
      otherwise_ = unknown(cause, settings_.source(), setting.name);
    } else if (*value < wanted.least) {
      add(setting, "at least " + show(wanted.least), wanted.reason);
    }
  }

  void add(const KernelSetting& setting, std::string wanted, std::string_view reason) {
    Item item = item_of(setting.name, settings_, setting.name, setting.value, std::move(wanted));
    item.reason = reason;
    items_.add(std::move(item));
  }

  const Fact<std::vector<KernelSetting>>& settings_;
  ItemList items_;
  Verdict otherwise_ = pass();
};

Verdict judge(const HostFacts& host, const Context& context) {
  const auto& settings = host.kernel_settings;
  if (!settings) return unknown(settings);
  const std::vector<std::string_view> accepted = context.settings.list(kSettings[0]);
  Inspection inspection(settings);
  for (const KernelSetting& setting : *settings) {
    if (std::ranges::count(accepted, setting.name) == 0) inspection.inspect(setting);
  }
  return inspection.verdict();
}

}  // namespace

PLIMSOLL_RULE(kernel_setting_weak){
    .id = "kernel-setting-weak",
    .title = "A kernel setting helps whoever attacks the kernel from a container",
    .severity = Severity::low,
    .rationale =
        "These settings hold for every container, as the kernel is theirs too. Weak, they tell an attacker where to "
        "aim, or let a container's crash start a program on the host.",
    .remediation =
        "Set it in a file of /etc/sysctl.d and run sysctl --system; where it must stay, list it under `accept`.",
    .impact = "Debuggers, profilers and programs that load BPF need root or a capability of their own.",
    .violation_example = "sysctl kernel.unprivileged_bpf_disabled=0, or kernel.core_pattern='|/tmp/collect %p'",
    .pass_example =
        "kernel.unprivileged_bpf_disabled=2, or kernel.core_pattern='|/usr/lib/systemd/systemd-coredump %P'",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
