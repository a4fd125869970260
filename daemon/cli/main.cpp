#include <unistd.h>

#include <exception>
#include <iostream>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/printable.hpp"

int main(int count, char** arguments) try {
  using namespace plimsoll::cli;
  std::ios::sync_with_stdio(false);
  Terminal terminal{.out = std::cout,
                    .err = std::cerr,
                    .style = style_of_standard_output(),
                    .err_is_terminal = isatty(STDERR_FILENO) == 1};
  const ExitCode exit_code = run(count, arguments, terminal);
  if (std::cout.flush()) return static_cast<int>(exit_code);
  std::cerr << "plimsoll: standard output cannot be written\n";
  return static_cast<int>(ExitCode::usage);
} catch (const std::exception& error) {
  std::cerr << "plimsoll: " << plimsoll::cli::printable(error.what()) << "\n";
  return static_cast<int>(plimsoll::cli::ExitCode::usage);
}
