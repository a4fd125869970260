// Built from the library's events, not its nodes: those keep the first of repeated keys without a word.

#include "lib/config/yaml/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "lib/config/yaml/config_error.hpp"
#include "lib/config/yaml/plain_text.hpp"

namespace plimsoll {
namespace {

using Kind = YamlTree::Kind;

constexpr std::size_t kMaximumDepth = 8;

int line_of(const YAML::Mark& mark) { return mark.line + 1; }

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file) : file_(file) {}

  [[nodiscard]] YamlTree take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(seen_document_, true)) mistake(mark, "begins a second document", "keep one document a file");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add({.kind = Kind::nothing, .line = line_of(mark)}, mark);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { refuse_anchor(mark, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    add({.kind = Kind::text, .line = line_of(mark), .text = value, .quoted = tag == "!"}, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or mapping whose end has not come yet.
  struct Open {
    YamlTree tree;
    std::optional<std::string> key;                ///< of the value that comes next
    std::map<std::string, int, std::less<>> keys;  ///< with their lines
  };

  void open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (expects_key()) mistake(mark, "has a list or mapping as a key", "use a word as the key");
    if (open_.size() == kMaximumDepth) mistake(mark, "is nested too deep", "see the documented form");
    open_.push_back({.tree = {.kind = kind, .line = line_of(mark)}});
  }

  void close() {
    YamlTree tree = std::move(open_.back().tree);
    open_.pop_back();
    place(std::move(tree));
  }

  void add(YamlTree tree, const YAML::Mark& mark) {
    if (expects_key()) return begin_entry(tree, mark);
    place(std::move(tree));
  }

  void begin_entry(const YamlTree& key, const YAML::Mark& mark) {
    if (key.kind != Kind::text) mistake(mark, "has an empty key", "name the key");
    const auto [first, is_new] = open_.back().keys.emplace(key.text, key.line);
    if (!is_new) {
      mistake(mark, "key " + quote(key.text) + " is given twice",
              "keep one; the other is in line " + std::to_string(first->second));
    }
    open_.back().key = key.text;
  }

  void place(YamlTree tree) {
    if (open_.empty()) {
      root_ = std::move(tree);
      return;
    }
    Open& parent = open_.back();
    if (parent.key) {
      tree.key = *std::exchange(parent.key, std::nullopt);
      tree.line = parent.keys[tree.key];
    }
    parent.tree.children.push_back(std::move(tree));
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().tree.kind == Kind::mapping && !open_.back().key;
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) mistake(mark, "uses an anchor or alias", "write the value out where it is needed");
  }

  /// Plain text has the tag "?", quoted text "!".
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!") mistake(mark, "has the tag " + quote(tag), "remove the tag");
  }

  [[noreturn]] void mistake(const YAML::Mark& mark, const std::string& what, std::string way_out) const {
    fail({file_, line_of(mark), path()}, what, std::move(way_out));
  }

  [[nodiscard]] std::string path() const {
    std::string path;
    for (const Open& open : open_) {
      if (open.tree.kind == Kind::list) path += "[" + std::to_string(open.tree.children.size()) + "]";
      if (open.key) path += (path.empty() ? "" : ".") + *open.key;
    }
    return path;
  }

  const std::string& file_;
  std::vector<Open> open_;
  YamlTree root_;
  bool seen_document_ = false;
};

/// The library takes a quoted text that the file's last line end cuts short for a whole one, and would swallow all that
/// stands between; without that line end it sees the mistake.
std::string without_trailing_blanks(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(" \t\r\n") + 1));
}

}  // namespace

YamlTree parse_yaml(const std::string& file, std::string_view text) {
  require_plain_text(file, text);
  TreeBuilder builder(file);
  try {
    std::istringstream stream(without_trailing_blanks(text));
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) continue;
  } catch (const YAML::Exception& error) {
    fail({file, line_of(error.mark), {}}, "is not YAML: " + error.msg,
         "check indentation (spaces, no tabs), quotes and brackets up to that line");
  }
  return builder.take();
}

}  // namespace plimsoll
