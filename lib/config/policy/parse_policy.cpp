#include "lib/config/policy/parse_policy.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "lib/config/policy/read_rule.hpp"
#include "lib/config/policy/read_waiver.hpp"
#include "lib/config/yaml/yaml_node.hpp"
#include "lib/config/yaml/yaml_tree.hpp"
#include "lib/support/sha256.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kFirstKey = "policy";
constexpr std::string_view kVersion = "v1";
constexpr std::string_view kWriteFirst = "begin the file with \"policy: v1\"";
constexpr std::string_view kSwitchKeys[] = {"enabled", "reason"};
constexpr std::string_view kKeys[] = {kFirstKey, "stopped_containers", "rules", "waivers"};

void require_version(const YamlNode& root) {
  if (root.is_nothing()) root.fail("is empty", std::string(kWriteFirst));
  const std::vector<YamlNode> entries = root.entries();
  if (entries.empty() || entries.front().key() != kFirstKey) {
    root.fail("does not begin with its version", std::string(kWriteFirst));
  }
  const std::string version = entries.front().as_string();
  if (version != kVersion) entries.front().fail("unknown version " + quote(version), "use v1");
}

struct Switch {
  bool enabled = true;
  std::string reason;
};

Switch read_switch(const YamlNode& node) {
  Switch read;
  for (const YamlNode& entry : node.entries()) {
    if (entry.key() == "enabled") {
      read.enabled = entry.as_bool();
    } else if (entry.key() == "reason") {
      read.reason = entry.as_nonblank_string();
    } else {
      entry.fail_unknown_key(kSwitchKeys);
    }
  }
  if (!read.enabled && read.reason.empty()) node.fail("is off without a reason", "add reason: \"why\"");
  return read;
}

class PolicyBuilder {
 public:
  void add(const PolicyFile& file) {
    const YamlTree tree = parse_yaml(file.name, file.text);
    const YamlNode root(file.name, tree);
    require_version(root);
    for (const YamlNode& entry : root.entries()) add_entry(entry);
    parts_.files.push_back(file.name);
    read_ += file.name + '\0' + file.text + '\0';
  }

  [[nodiscard]] Policy build() && {
    for (const auto& [waiver, place] : waivers_) require_image(*waiver, place);
    for (const auto& [waiver, place] : waivers_) parts_.waivers.push_back(waiver);
    parts_.sha256 = sha256_hex(read_);
    return Policy(std::move(parts_));
  }

 private:
  struct PlacedWaiver {
    std::shared_ptr<const Waiver> waiver;
    Place place;
  };

  void add_entry(const YamlNode& entry) {
    if (entry.key() == "rules") return add_rules(entry);
    if (entry.key() == "waivers") return add_waivers(entry);
    if (entry.key() == "stopped_containers") return set_stopped_containers(entry);
    if (entry.key() != kFirstKey) entry.fail_unknown_key(kKeys);
  }

  void set_stopped_containers(const YamlNode& node) {
    if (!stopped_place_.empty()) node.fail("is also in " + stopped_place_, "keep one of them");
    stopped_place_ = node.place().where();
    const Switch stopped = read_switch(node);
    parts_.judges_stopped = stopped.enabled;
    parts_.stopped_reason = stopped.reason;
  }

  void add_rules(const YamlNode& rules) {
    for (const YamlNode& node : rules.entries()) {
      const Rule& rule = known_rule(node, node.key());
      const auto [first, is_new] = rule_places_.emplace(&rule, node.place().where());
      if (!is_new) node.fail("is also in " + first->second, "keep one of them");
      parts_.rules[index_of(rule)] = read_rule(rule, node);
    }
  }

  void add_waivers(const YamlNode& waivers) {
    for (const YamlNode& node : waivers.elements()) {
      auto waiver = std::make_shared<const Waiver>(read_waiver(node));
      const auto same = std::ranges::find_if(
          waivers_, [&](const PlacedWaiver& placed) { return same_scope(*placed.waiver, *waiver); });
      if (same != waivers_.end()) node.fail("is also in " + same->waiver->where, "keep one of them");
      waivers_.push_back({std::move(waiver), node.place()});
    }
  }

  /// Names are chosen by whoever starts the container, so for what matters they may only narrow. Asked at the end:
  /// a later file may have changed the severity.
  void require_image(const Waiver& waiver, const Place& place) const {
    const Severity severity = parts_.rules[index_of(*find_rule(waiver.rule))].severity;
    const bool named_by_others = std::holds_alternative<ContainerJudge>(find_rule(waiver.rule)->judge);
    if (severity < Severity::high || !waiver.image.empty() || !named_by_others) return;
    fail(place, waiver.rule + " is " + std::string(to_string(severity)) + " and this waiver names no image",
         "add image: the repository, digest or id");
  }

  PolicyParts parts_ = PolicyParts::built_in();
  std::string stopped_place_;
  std::map<const Rule*, std::string> rule_places_;
  std::vector<PlacedWaiver> waivers_;
  std::string read_;
};

}  // namespace

Result<Policy> parse_policy(const std::vector<PolicyFile>& files) {
  return result_of([&] {
    PolicyBuilder builder;
    for (const PolicyFile& file : files) builder.add(file);
    return std::move(builder).build();
  });
}

}  // namespace plimsoll
