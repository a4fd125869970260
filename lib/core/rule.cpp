#include "plimsoll/rule.hpp"

#include <algorithm>
#include <cassert>

#include "lib/core/vocabulary/object_id.hpp"

namespace plimsoll {

const Settings::Value* Settings::find(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &std::pair<std::string, Value>::first);
  return found == values_.end() ? nullptr : &found->second;
}

std::int64_t Settings::integer(const Setting& setting) const {
  assert(setting.type == Setting::Type::integer);
  const Value* value = find(setting.name);
  return value ? std::get<std::int64_t>(*value) : setting.default_integer;
}

std::vector<std::string_view> Settings::list(const Setting& setting) const {
  assert(setting.type == Setting::Type::list);
  const Value* value = find(setting.name);
  if (!value) return {setting.default_list.begin(), setting.default_list.end()};
  const auto& texts = std::get<std::vector<std::string>>(*value);
  return {texts.begin(), texts.end()};
}

void Settings::set(const Setting& setting, std::int64_t value) {
  assert(setting.type == Setting::Type::integer);
  std::erase_if(values_, [&](const auto& entry) { return entry.first == setting.name; });
  values_.emplace_back(setting.name, value);
}

void Settings::set(const Setting& setting, std::vector<std::string> value) {
  assert(setting.type == Setting::Type::list);
  std::erase_if(values_, [&](const auto& entry) { return entry.first == setting.name; });
  values_.emplace_back(setting.name, std::move(value));
}

void Inventory::sort_containers() const {
  for (const auto* containers : {&snapshot_.containers, &snapshot_.stopped}) {
    for (const auto& container : *containers) by_id_.push_back(container.get());
  }
  by_name_ = by_id_;
  std::ranges::sort(by_id_, {}, &ContainerFacts::id);
  std::ranges::sort(by_name_, {}, &ContainerFacts::name);
}

const ContainerFacts* Inventory::container(std::string_view reference) const {
  dependencies_.other_containers = true;
  if (by_id_.empty()) sort_containers();
  const auto named = std::ranges::lower_bound(by_name_, reference, {}, &ContainerFacts::name);
  if (named != by_name_.end() && (*named)->name == reference) return *named;

  const auto with_id = std::ranges::lower_bound(by_id_, reference, {}, &ContainerFacts::id);
  const auto matches = [&](auto position) { return position != by_id_.end() && is_id_of(reference, (*position)->id); };
  return matches(with_id) && !matches(std::next(with_id)) ? *with_id : nullptr;
}

const std::vector<const ContainerFacts*>& Inventory::privileged() const {
  dependencies_.other_containers = true;
  if (privileged_) return *privileged_;
  privileged_.emplace();
  for (const auto& container : snapshot_.containers) {
    const bool is_not = container->privileged && !*container->privileged;
    if (!is_not) privileged_->push_back(container.get());
  }
  return *privileged_;
}

const VolumeFacts* Inventory::volume(std::string_view name) const {
  const auto found = snapshot_.volumes.find(name);
  return found == snapshot_.volumes.end() ? nullptr : &found->second;
}

const ImageFacts* Inventory::image(std::string_view id) const {
  const auto found = snapshot_.images.find(id);
  return found == snapshot_.images.end() ? nullptr : &found->second;
}

}  // namespace plimsoll
