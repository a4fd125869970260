#include "lib/host/engine_setup/command_line.hpp"

#include <algorithm>
#include <type_traits>

#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

/// Those of dockerd that stand without a value. Of one that is not here the next argument is the value.
constexpr std::string_view kBooleans[] = {"allow-direct-routing",
                                          "cri-containerd",
                                          "debug",
                                          "disable-legacy-registry",
                                          "enable-cors",
                                          "experimental",
                                          "help",
                                          "icc",
                                          "init",
                                          "ip-forward",
                                          "ip-masq",
                                          "ip-forward-no-drop",
                                          "ip6tables",
                                          "iptables",
                                          "ipv6",
                                          "live-restore",
                                          "no-new-privileges",
                                          "raw-logs",
                                          "rootless",
                                          "selinux-enabled",
                                          "tls",
                                          "tlsverify",
                                          "userland-proxy",
                                          "validate",
                                          "version"};
constexpr std::string_view kBooleanLetters = "Dhv";

/// strconv.ParseBool
std::optional<bool> boolean_in(std::string_view text) {
  constexpr std::string_view kTrue[] = {"1", "t", "T", "TRUE", "true", "True"};
  constexpr std::string_view kFalse[] = {"0", "f", "F", "FALSE", "false", "False"};
  if (std::ranges::count(kTrue, text) != 0) return true;
  if (std::ranges::count(kFalse, text) != 0) return false;
  return std::nullopt;
}

std::string kept_part(std::string_view element, Elements keep) {
  return to_utf8(keep == Elements::names ? element.substr(0, element.find('=')) : element);
}

/// Puts one value into its field.
struct Set {
  GivenSettings& given;
  std::string_view value;

  void operator()(Setting<bool> GivenSettings::* field) const {
    const auto boolean = boolean_in(value);
    given.*field = boolean ? Answer<bool>(*boolean) : Answer<bool>(Cause::wrong_type);
  }
  void operator()(Setting<std::string> GivenSettings::* field) const {
    given.*field = Answer<std::string>(to_utf8(value));
  }
  void operator()(const ListOption& option) const {
    auto& list = given.*option.field;
    if (!list) list = Answer<std::vector<std::string>>(std::vector<std::string>());
    (**list).push_back(kept_part(value, option.keep));
  }
};

template <class Matches>
const Option* find_option(Matches matches) {
  const auto options = engine_options();
  const auto option = std::ranges::find_if(options, matches);
  return option == options.end() ? nullptr : &*option;
}

class Parser {
 public:
  explicit Parser(std::vector<std::string_view> arguments) : arguments_(std::move(arguments)) {}

  GivenSettings run() {
    while (next_ < arguments_.size()) {
      const std::string_view argument = arguments_[next_++];
      if (argument == "--") break;
      if (argument.starts_with("--"))
        long_option(argument.substr(2));
      else if (argument.starts_with('-'))
        letters(argument.substr(1));
    }
    return std::move(given_);
  }

 private:
  void long_option(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const auto is_it = [name](const Option& option) { return option.flag == name; };
    const Option* option = find_option(is_it);
    if (equals != text.npos) return set(option, text.substr(equals + 1));
    set(option, std::ranges::count(kBooleans, name) != 0 ? "true" : following(option));
  }

  /// "-D", "-H value", "-Hvalue", "-H=value", and several: "-DH value".
  void letters(std::string_view text) {
    while (!text.empty()) {
      const char letter = text.front();
      text.remove_prefix(1);
      if (kBooleanLetters.find(letter) != kBooleanLetters.npos && !text.starts_with('=')) continue;
      const Option* option = find_option([letter](const Option& each) { return each.letter == letter; });
      return set(option, text.empty() ? following(option) : text.substr(text.front() == '=' ? 1 : 0));
    }
  }

  void set(const Option* option, std::string_view value) {
    if (option != nullptr) std::visit(Set{given_, value}, option->target);
  }

  /// One that we do not know may be a boolean of a newer engine: it must not swallow the option after it.
  std::string_view following(const Option* option) {
    if (next_ >= arguments_.size()) return {};
    if (option == nullptr && arguments_[next_].starts_with('-')) return {};
    return arguments_[next_++];
  }

  std::vector<std::string_view> arguments_;
  std::size_t next_ = 1;  // after the program's name
  GivenSettings given_;
};

}  // namespace

GivenSettings parse_command_line(std::string_view bytes) {
  if (bytes.ends_with('\0')) bytes.remove_suffix(1);
  return Parser(split(bytes, '\0')).run();
}

}  // namespace plimsoll::host
