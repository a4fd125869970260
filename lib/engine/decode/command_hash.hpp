#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll::engine {

/// Tells command lines apart without holding any: they may have secrets in them. FNV-1a, which takes them in pieces.
/// Two that are equal to it need not be the same, so nothing is concluded from it alone.
class CommandHash {
 public:
  void add(std::string_view piece) {
    constexpr std::uint64_t kPrime = 0x100000001b3;
    for (const char byte : piece) state_ = (state_ ^ static_cast<unsigned char>(byte)) * kPrime;
  }
  /// Never 0.
  [[nodiscard]] std::uint64_t value() const { return state_ == 0 ? 1 : state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325;
};

/// Of a command as the engine's events write it: the program, a blank, and the arguments with blanks between them.
[[nodiscard]] inline std::uint64_t command_hash(std::string_view program, std::span<const std::string> arguments) {
  CommandHash hash;
  hash.add(program);
  hash.add(" ");
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) hash.add(" ");
    hash.add(arguments[i]);
  }
  return hash.value();
}

}  // namespace plimsoll::engine
