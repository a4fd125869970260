#include "lib/config/config.hpp"

#include <algorithm>

#include "lib/config/guarded_file.hpp"
#include "lib/config/yaml/yaml_node.hpp"
#include "lib/support/nearest.hpp"

namespace plimsoll {
namespace {

/// Puts a value, once it is what the option's row asks for, in the option's field.
struct Put {
  Config& config;
  const ConfigOption& option;
  const YamlNode& node;

  void operator()(std::string Config::* field) const { config.*field = checked(node, node.as_string()); }
  void operator()(std::int64_t Config::* field) const { config.*field = node.integer(option.minimum, option.maximum); }
  void operator()(std::chrono::seconds Config::* field) const {
    config.*field = std::chrono::seconds(node.integer(option.minimum, option.maximum));
  }
  void operator()(Severity Config::* field) const { config.*field = node.severity(); }
  void operator()(bool Config::* field) const { config.*field = node.as_bool(); }
  void operator()(std::vector<std::string> Config::* field) const {
    std::vector<std::string> list;
    for (const YamlNode& element : node.elements()) list.push_back(checked(element, element.as_nonblank_string()));
    config.*field = std::move(list);
  }

 private:
  [[nodiscard]] std::string checked(const YamlNode& place, std::string text) const {
    const std::string way_out = option.check ? option.check(text) : "";
    if (!way_out.empty()) place.fail(quote(text) + " is not taken", way_out);
    return text;
  }
};

std::vector<std::string_view> section_names() {
  std::vector<std::string_view> names;
  for (const ConfigOption& option : config_options()) {
    if (names.empty() || names.back() != option.section) names.push_back(option.section);
  }
  return names;
}

std::vector<std::string_view> names_in(std::string_view section) {
  std::vector<std::string_view> names;
  for (const ConfigOption& option : config_options()) {
    if (option.section == section) names.push_back(option.name);
  }
  return names;
}

const ConfigOption& known_option(std::string_view section, const YamlNode& node) {
  const auto found = std::ranges::find_if(config_options(), [&](const ConfigOption& option) {
    return option.section == section && option.name == node.key();
  });
  if (found == config_options().end()) node.fail_unknown_key(names_in(section));
  return *found;
}

void read_section(const YamlNode& section, Config& config) {
  const auto known = section_names();
  if (!std::ranges::count(known, section.key())) section.fail_unknown_key(known);
  for (const YamlNode& node : section.entries()) {
    const ConfigOption& option = known_option(section.key(), node);
    std::visit(Put{config, option, node}, option.field);
  }
}

YamlTree text_tree(std::string text) { return {.kind = YamlTree::Kind::text, .text = std::move(text)}; }

YamlTree list_tree(const std::string& value) {
  YamlTree list{.kind = YamlTree::Kind::list};
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    list.children.push_back(text_tree(value.substr(begin, end - begin)));
    begin = end + 1;
  }
  return list;
}

}  // namespace

Result<Config> parse_config(const std::string& file, std::string_view text) {
  return result_of([&] {
    const YamlTree tree = parse_yaml(file, text);
    const YamlNode root(file, tree);
    Config config;
    if (root.is_nothing()) return config;
    for (const YamlNode& section : root.entries()) read_section(section, config);
    return config;
  });
}

Result<Config> load_config(const std::optional<std::string>& named_file) {
  const std::string file = named_file.value_or(std::string(kDefaultConfigFile));
  const Result<std::optional<std::string>> text = read_guarded_file(file);
  if (!text) return text.error();
  if (*text) return parse_config(file, **text);
  if (named_file) return Error{ErrorKind::bad_input, file + ": does not exist", "create it or name another"};
  return Config();
}

Result<Config> with_flag(Config config, const ConfigOption& option, const std::string& value) {
  return result_of([&] {
    const bool is_list = std::holds_alternative<std::vector<std::string> Config::*>(option.field);
    const YamlTree tree = is_list ? list_tree(value) : text_tree(value);
    const std::string flag = option.flag();
    const YamlNode node(flag, tree);
    std::visit(Put{config, option, node}, option.field);
    return std::move(config);
  });
}

}  // namespace plimsoll
