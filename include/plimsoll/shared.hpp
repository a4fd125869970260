#pragma once

#include <memory>
#include <utility>

namespace plimsoll {

/// A value that does not change and that many may hold: copies share it. Equal where the values are.
template <class T>
class Shared {
 public:
  Shared() : value_(empty()) {}
  Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}  // implicit: it is still that value

  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] const T* operator->() const { return value_.get(); }

  /// For keeping account of who holds it.
  [[nodiscard]] const std::shared_ptr<const T>& pointer() const { return value_; }
  /// Takes what another holds that is equal.
  explicit Shared(std::shared_ptr<const T> value) : value_(std::move(value)) {}

  friend bool operator==(const Shared& one, const Shared& other) {
    return one.value_ == other.value_ || *one.value_ == *other.value_;
  }

 private:
  static const std::shared_ptr<const T>& empty() {
    static const auto value = std::make_shared<const T>();
    return value;
  }

  std::shared_ptr<const T> value_;
};

}  // namespace plimsoll
