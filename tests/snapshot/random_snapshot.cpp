#include "tests/snapshot/random_snapshot.hpp"

#include <algorithm>
#include <random>

#include "lib/core/enum_names.hpp"
#include "lib/snapshot/fields.hpp"

namespace plimsoll::testing {
namespace {

class Filler {
 public:
  explicit Filler(unsigned seed) : random_(seed) {}

  template <class T>
  void operator()(const char*, T& value) {
    fill(value);
  }

  template <class List>
  void added(const char*, List& list) {
    fill(list);
  }

  template <class T>
  void operator()(const char*, std::string_view path, Fact<T>& fact) {
    const Source source = any<Source>();
    if (chance(4)) {
      fact = {any<Cause>(), source, path, chance(2) ? OsError() : any_os_error()};
      return;
    }
    T value{};
    fill(value);
    fact = {std::move(value), source, path};
  }

  template <class T>
  void fill(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = chance(2);
    } else if constexpr (std::integral<T>) {
      value = std::uniform_int_distribution<T>(std::numeric_limits<T>::min())(random_);
    } else if constexpr (std::is_enum_v<T>) {
      value = any<T>();
    } else {
      fill_object(value);
    }
  }

 private:
  bool chance(unsigned one_in) { return std::uniform_int_distribution<unsigned>(1, one_in)(random_) == 1; }
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }

  template <class Enum>
  Enum any() {
    return static_cast<Enum>(below(count_of_names<Enum>()));
  }

  OsError any_os_error() {
    return {any<SystemCall>(), static_cast<std::uint8_t>(std::uniform_int_distribution<unsigned>(1, 255)(random_))};
  }

  void fill_object(std::string& text) {
    static constexpr std::string_view kPieces[] = {"a", "/",      "\"", "\\",   "\n", "\x1b[31m",
                                                   "é", "\u202e", "🦀", "\x7f", "{"};
    text = std::to_string(random_());  // so that names differ
    for (std::size_t i = below(8); i > 0; --i) text += kPieces[below(std::size(kPieces))];
  }

  void fill_object(Time& time) { time = Time(std::chrono::milliseconds(below(4'000'000'000'000))); }

  template <class T>
  void fill_object(std::optional<T>& value) {
    if (chance(2)) fill(value.emplace());
  }

  template <class T>
  void fill_object(std::shared_ptr<const T>& value) {
    auto filled = std::make_shared<T>();
    fill(*filled);
    value = std::move(filled);
  }

  template <class T>
  void fill_object(Shared<T>& value) {
    T filled{};
    fill(filled);
    value = std::move(filled);
  }

  template <class T>
  void fill_object(std::vector<T>& list) {
    list.resize(below(4));
    for (T& element : list) fill(element);
  }

  template <class T>
  void fill_object(std::map<std::string, T, std::less<>>& map) {
    for (std::size_t i = below(4); i > 0; --i) {
      T element{};
      fill(element);
      const std::string key = snapshot_file::key_of(element);
      map.emplace(key, std::move(element));
    }
  }

  template <class T>
  void fill_object(T& object) {
    snapshot_file::each_field(object, *this);
  }

  std::mt19937 random_;
};

}  // namespace

Snapshot random_snapshot(unsigned seed) {
  Snapshot snapshot;
  Filler(seed).fill(snapshot);
  for (auto* containers : {&snapshot.containers, &snapshot.stopped}) {
    std::ranges::sort(*containers, {}, [](const auto& container) -> const std::string& { return container->identity; });
  }
  return snapshot;
}

}  // namespace plimsoll::testing
