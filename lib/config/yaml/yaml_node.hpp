#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/config/yaml/config_error.hpp"
#include "lib/config/yaml/yaml_tree.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll {

/// A value and where it is written, for readers that accept exactly what they ask for. Every function throws
/// ConfigError if the value is of another type. Borrows the tree and the file's name.
class YamlNode {
 public:
  YamlNode(std::string_view file, const YamlTree& tree, std::string path = {})
      : file_(file), tree_(&tree), path_(std::move(path)) {}

  [[nodiscard]] std::string_view key() const { return tree_->key; }
  [[nodiscard]] Place place() const { return {std::string(file_), tree_->line, path_}; }
  [[nodiscard]] bool is_nothing() const { return tree_->kind == YamlTree::Kind::nothing; }

  [[nodiscard]] std::vector<YamlNode> entries() const;   ///< of a mapping
  [[nodiscard]] std::vector<YamlNode> elements() const;  ///< of a list
  [[nodiscard]] std::string as_string() const;           ///< without control characters; may be empty
  [[nodiscard]] std::string as_nonblank_string() const;  ///< text that is not blank
  [[nodiscard]] std::vector<std::string> as_string_list() const;
  [[nodiscard]] bool as_bool() const;                                                    ///< true or false, not quoted
  [[nodiscard]] std::int64_t integer(std::int64_t minimum, std::int64_t maximum) const;  ///< decimal, not quoted
  [[nodiscard]] Severity severity() const;

  [[noreturn]] void fail(const std::string& what, std::string way_out) const;
  [[noreturn]] void fail_unknown_key(std::span<const std::string_view> known) const;

 private:
  void require(YamlTree::Kind kind) const;

  std::string_view file_;
  const YamlTree* tree_;
  std::string path_;
};

}  // namespace plimsoll
