#include <algorithm>
#include <charconv>
#include <chrono>
#include <compare>
#include <iterator>
#include <optional>

#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

using std::chrono::year;

constexpr std::string_view kReferences[] = {"https://www.kernel.org/category/releases.html",
                                            "https://docs.kernel.org/process/stable-kernel-rules.html"};
constexpr std::string_view kReads[] = {"engine.kernel_version"};

// Repaired by distributions long after kernel.org stopped: RHEL 8, RHEL 9, SLES 15 SP6, Ubuntu 24.04.
constexpr std::string_view kDistributions[] = {"4.18", "5.14", "6.4", "6.8"};
constexpr Setting kSettings[] = {{
    .name = "supported",
    .type = Setting::Type::list,
    .default_list = kDistributions,
    .about = "Series, such as 5.14, that the host's distribution repairs whatever kernel.org does.",
}};

struct Series {
  std::int64_t major = 0;
  std::int64_t minor = 0;

  friend auto operator<=>(const Series&, const Series&) = default;
};

struct LongTerm {
  Series series;
  std::chrono::sys_days end;  ///< first day without repairs
};

// The long-term series of kernel.org's table as of March 2026, whose ends are months, and the last that ended. Of one
// that came later nothing is known, so it passes; every other one ended before these.
constexpr std::string_view kTableDate = "2026-03";
constexpr LongTerm kLongTerm[] = {
    {{5, 4}, year(2026) / 1 / 1},  {{5, 10}, year(2027) / 1 / 1}, {{5, 15}, year(2027) / 1 / 1},
    {{6, 1}, year(2028) / 1 / 1},  {{6, 6}, year(2028) / 1 / 1},  {{6, 12}, year(2029) / 1 / 1},
    {{6, 18}, year(2029) / 1 / 1},
};

/// The number that the text begins with, which is cut off.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Of a version like 6.1.0-18-amd64.
std::optional<Series> series_of(std::string_view version) {
  const auto major = take_number(version);
  if (!major || !version.starts_with('.')) return {};
  version.remove_prefix(1);
  const auto minor = take_number(version);
  if (!minor) return {};
  return Series{*major, *minor};
}

std::string name_of(Series series) { return show(series.major) + "." + show(series.minor); }

bool is_repaired(Series series, Time now) {
  if (series > std::prev(std::end(kLongTerm))->series) return true;
  const auto found = std::ranges::find(kLongTerm, series, &LongTerm::series);
  return found != std::end(kLongTerm) && now < found->end;
}

Verdict judge(const HostFacts&, const Context& context) {
  const auto& version = context.engine.kernel_version;
  if (!version) return unknown(version);
  const std::optional<Series> series = series_of(*version);
  if (!series) return unknown(Cause::malformed, version.source(), version.path());
  if (std::ranges::count(context.settings.list(kSettings[0]), name_of(*series)) != 0) return pass();
  if (is_repaired(*series, context.inventory.now())) return pass();
  return violation(
      item("kernel", version, "a series that kernel.org repairs, by its table of " + std::string(kTableDate)));
}

}  // namespace

PLIMSOLL_RULE(kernel_version_outdated){
    .id = "kernel-version-outdated",
    .title = "The kernel is of a series that gets no more repairs",
    .severity = Severity::low,
    .rationale =
        "Containers share this kernel, and one hole in it is a way out of each of them. Distributions repair some "
        "series longer than kernel.org does, which their version numbers do not tell: `supported` lists those.",
    .remediation =
        "Boot a kernel of a long-term series; if the distribution still repairs this one, add it to `supported`.",
    .impact = "The host restarts; modules built outside the kernel must exist for the new series.",
    .violation_example = "uname -r says 5.4.0-150-generic, or 6.17.1",
    .pass_example = "uname -r says 6.1.0-18-amd64, or a series newer than plimsoll's table",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
