#include "lib/config/policy/read_waiver.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <variant>

#include "lib/config/policy/read_rule.hpp"
#include "lib/core/policy/image_scope.hpp"

namespace plimsoll {
namespace {

std::optional<int> number(std::string_view digits) {
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::chrono::year_month_day> calendar_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

void read_rule_id(const YamlNode& node, Waiver& waiver) {
  waiver.rule = known_rule(node, node.as_nonblank_string()).id;
}

void read_image(const YamlNode& node, Waiver& waiver) {
  waiver.image = node.as_nonblank_string();
  const std::string way_out = why_no_image_scope(waiver.image);
  if (!way_out.empty()) node.fail(quote(waiver.image) + " proves nothing about an image", way_out);
}

void read_items(const YamlNode& node, Waiver& waiver) {
  waiver.items = node.as_string_list();
  if (waiver.items.empty()) node.fail("is empty", "name items, or remove the key to cover every item");
}

void read_expires(const YamlNode& node, Waiver& waiver) {
  const std::string text = node.as_string();
  const auto date = calendar_date(text);
  if (!date) node.fail(quote(text) + " is not a day of the calendar", "write it as YYYY-MM-DD");
  waiver.expires = *date;
}

struct Key {
  std::string_view name;
  bool required;
  void (*read)(const YamlNode&, Waiver&);
};

constexpr Key kKeys[] = {
    {"rule", true, read_rule_id},
    {"container", false, [](const YamlNode& node, Waiver& waiver) { waiver.container = node.as_nonblank_string(); }},
    {"image", false, read_image},
    {"items", false, read_items},
    {"reason", true, [](const YamlNode& node, Waiver& waiver) { waiver.reason = node.as_nonblank_string(); }},
    {"owner", true, [](const YamlNode& node, Waiver& waiver) { waiver.owner = node.as_nonblank_string(); }},
    {"expires", true, read_expires},
};

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> names;
  for (const Key& key : kKeys) names.push_back(key.name);
  return names;
}

void read_entry(const YamlNode& node, Waiver& waiver) {
  const auto key = std::ranges::find(kKeys, node.key(), &Key::name);
  if (key == std::end(kKeys)) node.fail_unknown_key(known_keys());
  key->read(node, waiver);
}

/// A scope that the rule's subject does not have would never match, and the waiver would cover nothing.
void refuse_foreign_scopes(const YamlNode& node, const Waiver& waiver) {
  const Judge& judge = find_rule(waiver.rule)->judge;
  const bool about_container = std::holds_alternative<ContainerJudge>(judge);
  const bool about_image = std::holds_alternative<ImageJudge>(judge);
  if (!waiver.container.empty() && !about_container) {
    node.fail(quote(waiver.rule) + " is not about containers", "remove container:, and name items");
  }
  if (!waiver.image.empty() && !about_container && !about_image) {
    node.fail(quote(waiver.rule) + " is not about containers or images", "remove image:, and name items");
  }
}

void require_keys(const YamlNode& node, const std::vector<YamlNode>& entries) {
  for (const Key& key : kKeys) {
    if (!key.required || std::ranges::count(entries, key.name, &YamlNode::key) > 0) continue;
    node.fail("has no " + std::string(key.name), "add it: a waiver needs rule, reason, owner and expires");
  }
}

}  // namespace

Waiver read_waiver(const YamlNode& node) {
  Waiver waiver;
  waiver.where = node.place().where();
  const std::vector<YamlNode> entries = node.entries();
  for (const YamlNode& entry : entries) read_entry(entry, waiver);
  require_keys(node, entries);
  refuse_foreign_scopes(node, waiver);
  if (waiver.container.empty() && waiver.image.empty() && waiver.items.empty()) {
    node.fail("covers everything", "add container, image or items, or switch the rule off with a reason");
  }
  return waiver;
}

}  // namespace plimsoll
