#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "lib/core/rules/common/combined.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/version.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "1.2.2"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/release-notes/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.components"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr Setting kMaxAgeDays{
    .name = "max_age_days",
    .default_integer = 730,
    .minimum = 1,
    .maximum = 3650,
    .about =
        "Days since the first release of Docker's series after which it counts as outdated, unless it is the newest."};
constexpr Setting kMinimum{
    .name = "minimum",
    .type = Setting::Type::list,
    .about = "Programs with the lowest version that passes, such as docker 28.3, podman 5.4 or runc 1.2.8."};
constexpr Setting kSettings[] = {kMaxAgeDays, kMinimum};

/// First releases of Docker's series, as published up to the date of the table.
struct Series {
  std::uint32_t major;
  std::uint32_t minor;
  std::chrono::sys_days released;
};

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr std::string_view kTableDate = "2026-10-01";
constexpr Series kSeries[] = {
    {18, 9, sys_days(2018y / 11 / 8)},  {19, 3, sys_days(2019y / 7 / 22)}, {20, 10, sys_days(2020y / 12 / 8)},
    {23, 0, sys_days(2023y / 2 / 1)},   {24, 0, sys_days(2023y / 5 / 16)}, {25, 0, sys_days(2024y / 1 / 19)},
    {26, 0, sys_days(2024y / 3 / 20)},  {27, 0, sys_days(2024y / 6 / 24)}, {28, 0, sys_days(2025y / 2 / 19)},
    {29, 0, sys_days(2025y / 11 / 10)},
};

/// The first series that is later than the version; the end if the table knows none, so that an old table accuses no
/// new engine.
const Series* series_after(const Version& version) {
  return std::ranges::find_if(kSeries,
                              [&](const Series& series) { return version < Version{series.major, series.minor}; });
}

bool is_too_old(const Version& version, std::chrono::sys_days oldest) {
  const Series* const next = series_after(version);
  if (next == std::end(kSeries)) return false;
  return next == std::begin(kSeries) || std::prev(next)->released < oldest;
}

Item version_item(std::string name, std::string seen, std::string wanted) {
  return {std::move(name), {Source::engine, "Version", std::move(seen), std::move(wanted)}};
}

Verdict judge_age(const EngineFacts& engine, const Context& context) {
  if (engine.kind == EngineKind::podman) return pass();
  const std::optional<Version> version = parse_version(engine.version);
  if (!version) return unknown(Cause::malformed, Source::engine, "Version");
  const std::int64_t days = context.settings.integer(kMaxAgeDays);
  const auto now = std::chrono::floor<std::chrono::days>(context.inventory.now());
  if (!is_too_old(*version, now - std::chrono::days(days))) return pass();
  return violation(
      version_item("docker", engine.version,
                   "a series at most " + show(days) + " days old, by the table of " + std::string(kTableDate)));
}

/// "docker 28.3" of the setting.
struct Minimum {
  std::string_view name;
  std::optional<Version> version;
};

Minimum parse_minimum(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, space), parse_version(text.substr(space + 1))};
}

/// What the engine says of the program: "" if it has none of that name.
Fact<std::string> version_of(std::string_view name, const EngineFacts& engine) {
  if (name == to_string(engine.kind)) return {engine.version, Source::engine, "Version"};
  const auto& components = engine.components;
  if (!components) return {components.cause(), components.source(), components.path()};
  const auto found = std::ranges::find(*components, name, &EngineComponent::name);
  return {found == components->end() ? "" : found->version, components.source(), components.path()};
}

Verdict judge_minimum(std::string_view text, const EngineFacts& engine) {
  const Minimum minimum = parse_minimum(text);
  if (!minimum.version) return unknown(Cause::malformed, Source::plimsoll, "minimum");
  const Fact<std::string> told = version_of(minimum.name, engine);
  if (!told) return unknown(told);
  if (told->empty()) return pass();
  const std::optional<Version> version = parse_version(*told);
  if (!version) return unknown(Cause::malformed, told.source(), told.path());
  if (*version >= *minimum.version) return pass();
  return violation(item(std::string(minimum.name), told, "at least" + std::string(text.substr(minimum.name.size()))));
}

Verdict judge(const EngineFacts& engine, const Context& context) {
  const auto minima = context.settings.list(kMinimum);
  if (engine.kind == EngineKind::podman && minima.empty()) return not_applicable(NotApplicable::other_engine);
  Verdict verdict = judge_age(engine, context);
  for (const std::string_view minimum : minima) verdict = combined({verdict, judge_minimum(minimum, engine)});
  return verdict;
}

}  // namespace

PLIMSOLL_RULE(engine_version_outdated){
    .id = "engine-version-outdated",
    .title = "Engine is of a release that no longer gets fixes",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Known holes stay open in a series that nobody mends. Builds of a distribution get fixes without a new "
        "version: where you rely on one, raise max_age_days or accept this.",
    .remediation = "Update the engine to a current series; containers keep running meanwhile if live-restore is on.",
    .impact = "A new series drops old API versions and options: read its release notes.",
    .violation_example = "Docker 20.10.24 in 2026",
    .pass_example = "the newest series, and any that is newer than the table",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
