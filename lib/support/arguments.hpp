#pragma once

#include <string>
#include <vector>

namespace plimsoll {

/// The arguments of a program, its name included, with each `--name=` written as the two arguments `--name` and ``.
/// CLI11 2.1 takes the argument that follows `--name=` for its value. What stands after `--` is left as it is.
class Arguments {
 public:
  Arguments(int count, const char* const* arguments);

  [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }
  /// Valid while this object lives.
  [[nodiscard]] const char* const* pointers() const { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
};

}  // namespace plimsoll
