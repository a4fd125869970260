#pragma once

/// A rule judges one kind of subject, purely: the same facts and settings give the same verdict.
/// How to add one is in README.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "plimsoll/facts.hpp"
#include "plimsoll/snapshot.hpp"
#include "plimsoll/verdict.hpp"

namespace plimsoll {

/// critical: root on the host from inside with no further bug. high: removes a layer that stops such a bug, or exposes
/// the host's data or network. medium: lets one container hurt its neighbours or hides what it did. low: hygiene.
enum class Severity : std::uint8_t { low, medium, high, critical };
inline constexpr Severity kSeverities[] = {Severity::critical, Severity::high, Severity::medium, Severity::low};

[[nodiscard]] std::string_view to_string(Severity severity);

struct CisControl {
  std::string_view benchmark;  ///< version, e.g. 1.6.0
  std::string_view id;         ///< e.g. 5.5
};

/// One knob of a rule, for the policy, `explain` and the generated docs.
struct Setting {
  enum class Type : std::uint8_t { integer, list };

  std::string_view name;
  Type type = Type::integer;
  std::int64_t default_integer = 0;
  std::int64_t minimum = 0;
  std::int64_t maximum = 0;
  std::span<const std::string_view> default_list = {};
  std::string_view about;  ///< one sentence
};

/// The settings in force for one rule: the policy's, else the defaults.
class Settings {
 public:
  [[nodiscard]] std::int64_t integer(const Setting& setting) const;
  /// Valid while this object lives.
  [[nodiscard]] std::vector<std::string_view> list(const Setting& setting) const;

  void set(const Setting& setting, std::int64_t value);
  void set(const Setting& setting, std::vector<std::string> value);

 private:
  using Value = std::variant<std::int64_t, std::vector<std::string>>;
  [[nodiscard]] const Value* find(std::string_view name) const;
  std::vector<std::pair<std::string, Value>> values_;
};

/// Which other subjects a judge looked at: when one of them changes, its verdict may.
struct Dependencies {
  bool other_containers = false;
  bool other_images = false;  ///< at others than its own

  friend bool operator==(const Dependencies&, const Dependencies&) = default;
};

/// The other subjects, by name. One thread.
class Inventory {
 public:
  /// `snapshot` is borrowed.
  explicit Inventory(const Snapshot& snapshot) : snapshot_(snapshot) {}

  /// By full id, unambiguous id prefix of at least 12 digits, or name. Null if it was not read.
  [[nodiscard]] const ContainerFacts* container(std::string_view reference) const;
  [[nodiscard]] const VolumeFacts* volume(std::string_view name) const;
  [[nodiscard]] const ImageFacts* image(std::string_view id) const;
  /// Running ones that are privileged, and those of which that is not known.
  [[nodiscard]] const std::vector<const ContainerFacts*>& privileged() const;
  /// For a rule that searches them.
  [[nodiscard]] const decltype(Snapshot::images)& images() const {
    dependencies_.other_images = true;
    return snapshot_.images;
  }
  /// Everything that was read, for a rule that counts or lists.
  [[nodiscard]] const Snapshot& all() const {
    dependencies_ = {.other_containers = true, .other_images = true};
    return snapshot_;
  }
  /// When all this was so.
  [[nodiscard]] Time now() const { return snapshot_.captured_at; }

  /// Since this was asked last. Volumes and the own image are found by the subject's facts, and count as no look.
  [[nodiscard]] Dependencies take_dependencies() const { return std::exchange(dependencies_, {}); }

 private:
  void sort_containers() const;

  const Snapshot& snapshot_;
  // No answer depends on when these change: hardly anybody asks for a container by name.
  mutable std::vector<const ContainerFacts*> by_id_;
  mutable std::vector<const ContainerFacts*> by_name_;
  mutable std::optional<std::vector<const ContainerFacts*>> privileged_;
  mutable Dependencies dependencies_;
};

/// What a judge may know beyond its subject. Borrowed for the call.
struct Context {
  const EngineFacts& engine;
  const HostFacts& host;
  const Inventory& inventory;
  const Settings& settings;
};

/// One line of `docker run` or of a Compose service to remove or to add.
struct FixStep {
  enum class Action : std::uint8_t { remove, add };

  Action action = Action::remove;
  std::string flag;     ///< one argument of docker run in its long form, "--cap-add=SYS_ADMIN"; not quoted for a shell
  std::string compose;  ///< the same as a line below the service
};

using ContainerJudge = Verdict (*)(const ContainerFacts&, const Context&);
using HostJudge = Verdict (*)(const HostFacts&, const Context&);
using EngineJudge = Verdict (*)(const EngineFacts&, const Context&);
using ImageJudge = Verdict (*)(const ImageFacts&, const Context&);
using NetworkJudge = Verdict (*)(const NetworkFacts&, const Context&);
using ServiceJudge = Verdict (*)(const ServiceFacts&, const Context&);
using Judge = std::variant<ContainerJudge, HostJudge, EngineJudge, ImageJudge, NetworkJudge, ServiceJudge>;

/// What to change in how this very container is started so that this violation is gone.
using ContainerFix = std::vector<FixStep> (*)(const ContainerFacts&, const Context&, const Verdict&);

/// What an item shows, for the line of a finding: "no limit, host has 23 GiB". Empty if the title says it all.
using EvidenceText = std::string (*)(const Item&);

struct Rule {
  std::string_view id;
  std::string_view title;  ///< what is wrong, as a statement without a full stop
  Severity severity = Severity::low;
  std::span<const CisControl> cis = {};
  std::string_view rationale;                         ///< why it matters, in a sentence or two
  std::string_view remediation;                       ///< what to do
  std::string_view impact;                            ///< what doing it may break
  std::string_view violation_example;                 ///< what violates it, in a few words or as a command
  std::string_view pass_example;                      ///< what is near that and passes
  std::span<const std::string_view> references = {};  ///< addresses of what to read about it
  std::span<const Setting> settings = {};
  std::span<const NotApplicable> not_applicable_when = {};
  /// The facts that can change its verdict, as `subject.fact`: "container.privileged", "engine.security". A test finds
  /// them out and compares.
  std::span<const std::string_view> reads = {};
  Judge judge;
  bool for_a_person = false;             ///< its only verdict is manual: it shows what helps
  ContainerFix fix = nullptr;            ///< every container rule that docker run can violate has one
  EvidenceText evidence_text = nullptr;  ///< null: the item's key
};

/// All rules, in the order in which they are shown.
[[nodiscard]] std::span<const Rule* const> catalogue();

/// Null if there is none of that id.
[[nodiscard]] const Rule* find_rule(std::string_view id);

/// Position in the catalogue. The rule must be in it.
[[nodiscard]] std::size_t index_of(const Rule& rule);

}  // namespace plimsoll
