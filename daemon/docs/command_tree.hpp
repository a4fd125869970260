#pragma once

/// A program's command line as values, from which man pages and completions are written.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace plimsoll::docs {

/// An option, or an argument by position.
struct Parameter {
  std::vector<std::string> names;  ///< "-o", "--output"; of an argument by position its one name
  std::string value;               ///< what its value is called: "FORMAT"; empty: it takes none
  std::string about;               ///< what --help says of it
  std::vector<std::string> words;  ///< the values that it takes; empty: any
  bool required = false;
};

struct Command {
  std::string name;
  std::string about;
  std::vector<Parameter> options;
  std::vector<Parameter> arguments;  ///< in their order
  std::vector<Command> commands;
};

/// Returns the options, arguments and sub-commands of `app`.
[[nodiscard]] Command command_tree(CLI::App& app);

}  // namespace plimsoll::docs
