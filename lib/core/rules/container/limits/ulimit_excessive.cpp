#include <algorithm>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.19"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#ulimit",
                                            "https://man7.org/linux/man-pages/man2/getrlimit.2.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_set};
constexpr std::string_view kReads[] = {"container.ulimits"};

/// The defaults are the kernel's own ceilings (fs.nr_open, and kernel.pid_max at its largest): Podman reports them
/// for every container.
constexpr Setting kSettings[] = {
    {.name = "nofile",
     .default_integer = 1048576,
     .minimum = 1,
     .maximum = 2147483584,
     .about = "Largest number of open files that a process may be allowed."},
    {.name = "nproc",
     .default_integer = 4194304,
     .minimum = 1,
     .maximum = 4194304,
     .about = "Largest number of processes that a user may be allowed."},
};

const Setting* setting_of(const Ulimit& ulimit) {
  const auto found = std::ranges::find(kSettings, ulimit.name, &Setting::name);
  return found == std::end(kSettings) ? nullptr : found;
}

bool is_above(std::int64_t limit, std::int64_t ceiling) { return limit < 0 || limit > ceiling; }

bool is_excessive(const Ulimit& ulimit, const Settings& settings) {
  const Setting* setting = setting_of(ulimit);
  if (setting == nullptr) return false;
  const std::int64_t ceiling = settings.integer(*setting);
  return is_above(ulimit.soft, ceiling) || is_above(ulimit.hard, ceiling);
}

std::string range_of(const Ulimit& ulimit) { return show(ulimit.soft) + ":" + show(ulimit.hard); }

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& ulimits = container.ulimits;
  if (!ulimits) return unknown(ulimits);
  if (ulimits->empty()) return not_applicable(NotApplicable::not_set);
  ItemList items;
  for (std::size_t i = 0; i < ulimits->size(); ++i) {
    const Ulimit& ulimit = (*ulimits)[i];
    if (!is_excessive(ulimit, context.settings)) continue;
    const std::string wanted = "at most " + show(context.settings.integer(*setting_of(ulimit)));
    items.add(item_of(ulimit.name, ulimits, element(ulimits, i), range_of(ulimit), wanted));
  }
  return items.take_verdict();
}

std::string flag_of(const Ulimit& ulimit) { return "--ulimit=" + ulimit.name + "=" + range_of(ulimit); }

std::string compose_of(const Ulimit& ulimit) {
  return "ulimits: {" + ulimit.name + ": {soft: " + show(ulimit.soft) + ", hard: " + show(ulimit.hard) + "}}";
}

Ulimit lowered(const Ulimit& ulimit, std::int64_t ceiling) {
  return {ulimit.name, is_above(ulimit.soft, ceiling) ? ceiling : ulimit.soft,
          is_above(ulimit.hard, ceiling) ? ceiling : ulimit.hard};
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (!container.ulimits) return {};
  std::vector<FixStep> changes;
  for (const Ulimit& ulimit : *container.ulimits) {
    if (!is_excessive(ulimit, context.settings)) continue;
    const Ulimit mended = lowered(ulimit, context.settings.integer(*setting_of(ulimit)));
    changes.push_back(to_remove(flag_of(ulimit), compose_of(ulimit)));
    changes.push_back(to_add(flag_of(mended), compose_of(mended)));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(ulimit_excessive){
    .id = "ulimit-excessive",
    .title = "Container raises a process limit beyond reason",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "The limit that was overridden no longer stops a program that leaks files or processes before the "
        "host feels it.",
    .remediation = "Leave the engine's default in force, or set the limit to what the program documents.",
    .impact = "Programs that really hold that many files or processes open fail at the lower limit.",
    .violation_example = "--ulimit=nofile=-1:-1",
    .pass_example = "--ulimit=nofile=65536:65536",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
