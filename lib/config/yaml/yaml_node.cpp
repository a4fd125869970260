#include "lib/config/yaml/yaml_node.hpp"

#include <algorithm>
#include <charconv>

#include "lib/config/yaml/plain_text.hpp"
#include "lib/support/nearest.hpp"

namespace plimsoll {
namespace {

using Kind = YamlTree::Kind;

struct KindWords {
  std::string_view name;
  std::string_view how_to_write;
};

KindWords words_of(Kind kind) {
  switch (kind) {
    case Kind::nothing:
      return {"nothing", "leave it out"};
    case Kind::text:
      return {"one value", "write one value"};
    case Kind::list:
      return {"a list", "write [value] or one \"- value\" a line"};
    case Kind::mapping:
      return {"a mapping", "indent \"key: value\" lines below it"};
  }
  return {};
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// "010" is eight to YAML and ten to people.
bool has_leading_zero(std::string_view digits) {
  if (digits.starts_with('-')) digits.remove_prefix(1);
  return digits.size() > 1 && digits.starts_with('0');
}

}  // namespace

void YamlNode::require(Kind kind) const {
  if (tree_->kind == kind) return;
  if (is_nothing() && path_.empty()) fail("is empty", std::string(words_of(kind).how_to_write));
  if (is_nothing()) fail("has no value", "give it one or remove the key");
  fail("is " + std::string(words_of(tree_->kind).name) + ", not " + std::string(words_of(kind).name),
       std::string(words_of(kind).how_to_write));
}

std::vector<YamlNode> YamlNode::entries() const {
  require(Kind::mapping);
  std::vector<YamlNode> nodes;
  for (const YamlTree& child : tree_->children) {
    nodes.emplace_back(file_, child, path_.empty() ? child.key : path_ + "." + child.key);
  }
  return nodes;
}

std::vector<YamlNode> YamlNode::elements() const {
  require(Kind::list);
  std::vector<YamlNode> nodes;
  for (const YamlTree& child : tree_->children) {
    nodes.emplace_back(file_, child, path_ + "[" + std::to_string(nodes.size()) + "]");
  }
  return nodes;
}

std::string YamlNode::as_string() const {
  require(Kind::text);
  if (std::ranges::any_of(tree_->text, is_control))
    fail("holds a control character", "remove the escape that makes it");
  return tree_->text;
}

std::string YamlNode::as_nonblank_string() const {
  std::string words = as_string();
  if (is_blank(words)) fail("is blank", "give it a value or remove the key");
  return words;
}

std::vector<std::string> YamlNode::as_string_list() const {
  std::vector<std::string> list;
  for (const YamlNode& element : elements()) list.push_back(element.as_nonblank_string());
  return list;
}

bool YamlNode::as_bool() const {
  const std::string word = as_string();
  if (tree_->quoted || (word != "true" && word != "false")) {
    fail(quote(word) + " is not a truth value", "use true or false, without quotes");
  }
  return word == "true";
}

std::int64_t YamlNode::integer(std::int64_t minimum, std::int64_t maximum) const {
  const std::string digits = as_string();
  const std::string range = "use " + std::to_string(minimum) + " to " + std::to_string(maximum);
  if (tree_->quoted) fail(quote(digits) + " is text, not a number", "write it without quotes");

  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value);
  if (error == std::errc::invalid_argument || rest != end || has_leading_zero(digits)) {
    fail(quote(digits) + " is not a whole decimal number", range);
  }
  if (error != std::errc() || value < minimum || value > maximum) fail(quote(digits) + " is out of range", range);
  return value;
}

Severity YamlNode::severity() const {
  static constexpr Severity kAscending[] = {Severity::low, Severity::medium, Severity::high, Severity::critical};
  const std::string word = as_string();
  std::vector<std::string_view> known;
  for (const Severity severity : kAscending) {
    if (to_string(severity) == word) return severity;
    known.push_back(to_string(severity));
  }
  fail("unknown value " + quote(word), use_one_of(known, word));
}

void YamlNode::fail(const std::string& what, std::string way_out) const {
  plimsoll::fail(place(), what, std::move(way_out));
}

void YamlNode::fail_unknown_key(std::span<const std::string_view> known) const {
  fail("unknown key " + quote(key()), use_one_of(known, key()));
}

}  // namespace plimsoll
