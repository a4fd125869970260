// Writes the manual pages and the completion scripts when plimsoll is built. Not installed.
//
//   plimsoll-docs man TEMPLATE           the page: the template with its @marks@ replaced
//   plimsoll-docs bash|zsh PROGRAM       the completion script of plimsoll or plimsolld

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "daemon/cli/commands.hpp"
#include "daemon/docs/completion.hpp"
#include "daemon/docs/roff.hpp"
#include "daemon/docs/text.hpp"
#include "daemon/plimsolld/options.hpp"
#include "plimsoll/rule.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::docs {
namespace {

Command plimsoll() {
  cli::Terminal terminal{.out = std::cout, .err = std::cerr, .style = {}, .err_is_terminal = false};
  cli::Invocation invocation{.terminal = terminal};
  CLI::App app;
  cli::add_command_line(app, invocation);
  return command_tree(app);
}

Command plimsolld() {
  Options options;
  CLI::App app;
  add_options(app, options);
  return command_tree(app);
}

Command program(std::string_view name) {
  if (name == "plimsoll") return plimsoll();
  if (name == "plimsolld") return plimsolld();
  throw std::runtime_error("no program " + std::string(name));
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const Rule* rule : catalogue()) ids.emplace_back(rule->id);
  return ids;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) throw std::runtime_error(path + ": cannot be read");
  return text;
}

std::string man_page(const std::string& path) {
  std::string page = read_file(path);
  replace_all(page, "@version@", roff(version()));
  replace_all(page, "@plimsoll.commands@\n", roff_commands(plimsoll()));
  replace_all(page, "@plimsoll.options@\n", roff_options(plimsoll()));
  replace_all(page, "@plimsolld.options@\n", roff_options(plimsolld()));
  replace_all(page, "@configuration@\n", roff_configuration());
  replace_all(page, "@rule.settings@\n", roff_rule_settings());
  return page;
}

std::string document(const std::string& kind, const std::string& name) {
  if (kind == "man") return man_page(name);
  if (kind == "bash") return bash_completion(program(name), rule_ids());
  if (kind == "zsh") return zsh_completion(program(name), rule_ids());
  throw std::runtime_error("no kind " + kind);
}

}  // namespace
}  // namespace plimsoll::docs

int main(int count, char** arguments) try {
  if (count != 3) throw std::runtime_error("usage: plimsoll-docs man TEMPLATE | bash PROGRAM | zsh PROGRAM");
  std::cout << plimsoll::docs::document(arguments[1], arguments[2]) << std::flush;
  return std::cout ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (const std::exception& error) {
  std::cerr << "plimsoll-docs: " << error.what() << "\n";
  return EXIT_FAILURE;
}
