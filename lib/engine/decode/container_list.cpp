#include "lib/engine/decode/container_list.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "lib/engine/decode/element_stream.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/decode/truncate_utf8.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kIdDigits = 64;

std::string shown(const Json& element, const char* key) {
  return shown_text(text_or_empty(element, key).value_or(""), kMaxListedText);
}

/// The first name is the container's own.
std::string own_name(const Json& element) {
  const auto names = element.find("Names");
  if (names == element.end() || !names->is_array()) return "";
  const auto first = std::ranges::find_if(*names, [](const Json& name) { return name.is_string(); });
  if (first == names->end()) return "";
  std::string_view name = first->get_ref<const std::string&>();
  if (name.starts_with('/')) name.remove_prefix(1);
  return shown_text(name, kMaxListedText);
}

std::int64_t created(const Json& element) {
  const auto seconds = element.find("Created");
  return seconds == element.end() ? 0 : integer(*seconds).value_or(0);
}

/// Nonsense where a container is expected becomes one without an id: it was listed.
ListedContainer listed_container(const Json& element) {
  return {.id = shown(element, "Id"),
          .name = own_name(element),
          .image = shown(element, "Image"),
          .image_id = shown(element, "ImageID"),
          .state = shown(element, "State"),
          .created = created(element)};
}

bool is_hex_digit(char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); }

}  // namespace

bool is_usable_id(std::string_view id) { return id.size() == kIdDigits && std::ranges::all_of(id, is_hex_digit); }

bool ListedContainer::has_usable_id() const { return is_usable_id(id); }

bool is_stopped_state(std::string_view state) {
  // The last three are Podman's.
  constexpr std::string_view kStopped[] = {"created",    "exited",      "dead",   "removing",
                                           "configured", "initialized", "stopped"};
  return std::ranges::find(kStopped, state) != std::end(kStopped);
}

class ContainerListDecoder::Impl {
 public:
  explicit Impl(std::string target)
      : stream_(std::move(target),
                {.elements = "containers",
                 .list = "",
                 .fields = {"Id", "Names", "Image", "ImageID", "State", "Created"},
                 .long_text = LongText::cut},
                [this](const Json& element) { containers_.push_back(listed_container(element)); }) {}

  std::optional<Error> write(std::string_view piece) { return stream_.write(piece); }

  Result<std::vector<ListedContainer>> finish() {
    if (std::optional<Error> error = stream_.finish()) return *std::move(error);
    return std::move(containers_);
  }

 private:
  std::vector<ListedContainer> containers_;
  ElementStream stream_;
};

ContainerListDecoder::ContainerListDecoder(std::string target) : impl_(std::make_unique<Impl>(std::move(target))) {}
ContainerListDecoder::~ContainerListDecoder() = default;
std::optional<Error> ContainerListDecoder::write(std::string_view piece) { return impl_->write(piece); }
Result<std::vector<ListedContainer>> ContainerListDecoder::finish() { return impl_->finish(); }

}  // namespace plimsoll::engine
