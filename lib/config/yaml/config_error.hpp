#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "plimsoll/result.hpp"

/// How a strict reader of the user's files gives up. Thrown at the value that is wrong, however deep, and made an
/// error once, where the file's reader begins: nothing of a file with a mistake is used.
namespace plimsoll {

/// Where something is written.
struct Place {
  std::string file;
  int line = 0;      ///< from 1; 0: not in a file
  std::string path;  ///< "waivers[0].image"; empty: the document itself

  /// "policy.yaml:12"
  [[nodiscard]] std::string where() const { return line > 0 ? file + ":" + std::to_string(line) : file; }
};

class ConfigError final : public std::exception {
 public:
  explicit ConfigError(Error error) : error_(std::move(error)), message_(error_.message()) {}
  [[nodiscard]] const Error& error() const { return error_; }
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  Error error_;
  std::string message_;
};

/// `policy.yaml:12: rules.privileged.severity: unknown value "hihg"; use low, medium, high or critical`.
[[noreturn]] void fail(const Place& place, const std::string& what, std::string way_out);

/// In quotes, and shortened if long.
[[nodiscard]] std::string quote(std::string_view text);

/// What `read` returns, or the mistake that ended it.
template <class Read>
[[nodiscard]] auto result_of(Read read) -> Result<decltype(read())> {
  try {
    return read();
  } catch (const ConfigError& mistake) {
    return mistake.error();
  }
}

}  // namespace plimsoll
