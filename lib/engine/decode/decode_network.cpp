#include <utility>

#include "lib/engine/decode/container_fields.hpp"
#include "lib/engine/decode/decode.hpp"
#include "lib/engine/decode/fields.hpp"

namespace plimsoll::engine {
namespace {

using StringList = std::vector<std::string>;

constexpr std::string_view kOptions = "Options.";

/// The option's value, null where it is not set. Its name has dots.
Member find_option(const Json& network, std::string_view name) {
  static const Json kNotSet;
  const auto options = network.find("Options");
  if (options == network.end()) return Cause::absent;
  if (options->is_null()) return &kNotSet;
  if (!options->is_object()) return Cause::wrong_type;
  const auto found = options->find(name);
  return found == options->end() ? &kNotSet : &*found;
}

/// Reads a fact as its line in the table says.
template <class T>
class NetworkFactReader : public FactReader<T> {
 public:
  NetworkFactReader(const Json& network, const Fields& fields, std::string_view path)
      : FactReader<T>(fields, path), network_(network), path_(path) {}

  [[nodiscard]] Fact<T> option(Convert<T> convert) const {
    const Member found = find_option(network_, path_.substr(kOptions.size()));
    if (const Cause* cause = std::get_if<Cause>(&found)) return {*cause, Source::engine, path_};
    std::optional<T> value = convert(*std::get<const Json*>(found));
    if (!value) return {Cause::wrong_type, Source::engine, path_};
    return {std::move(*value), Source::engine, path_};
  }

 private:
  const Json& network_;
  std::string_view path_;
};

std::optional<std::string> text_if_set(const Json& json) { return json.is_null() ? std::string() : text(json); }

template <bool kWhenNotSet>
std::optional<bool> flag(const Json& json) {
  if (json.is_null()) return kWhenNotSet;
  const auto word = text(json);
  return word ? parse_boolean(*word) : std::nullopt;
}

std::optional<bool> is_set(const Json& json) { return !json.is_null(); }

NetworkFacts decode_network(const Json& json) {
  const Fields fields(json, Source::engine);
  NetworkFacts network;
  network.id = text_or_empty(json, "Id").value_or("");
  network.name = text_or_empty(json, "Name").value_or("");
#define FACT(name, type, path, decode) network.name = NetworkFactReader<type>(json, fields, path).decode;
#include "plimsoll/network_facts.def"
#undef FACT
  return network;
}

std::optional<std::string> secret_name(const Json& json) { return member(json, "SecretName", text); }
std::optional<StringList> names_of_secrets(const Json& json) { return each<std::string>(json, secret_name); }

std::string service_name(const Fields& fields) {
  const auto name = fields.read<std::string>("Spec.Name", text);
  return name ? *name : "";
}

ServiceFacts decode_service(const Json& json) {
  const Fields fields(json, Source::engine);
  return {
      .id = text_or_empty(json, "ID").value_or(""),
      .name = service_name(fields),
      .secret_environment = fields.read_optional<StringList>("Spec.TaskTemplate.ContainerSpec.Env", secret_variables),
      .secrets = fields.read_optional<StringList>("Spec.TaskTemplate.ContainerSpec.Secrets", names_of_secrets),
  };
}

}  // namespace

NetworkListDecoder::NetworkListDecoder(std::string target)
    : NamedListDecoder(std::move(target),
                       {.elements = "networks",
                        .list = "",
                        .fields =
                            {
                                "Id",
                                "Name",
#define FACT(name, type, path, decode) path,
#include "plimsoll/network_facts.def"
#undef FACT
                            }},
                       decode_network, &NetworkFacts::id) {
}

// A value may be long, a certificate for example. It is not what is read.
ServiceListDecoder::ServiceListDecoder(std::string target)
    : NamedListDecoder(std::move(target),
                       {.elements = "services",
                        .list = "",
                        .fields = {"ID", "Spec.Name", "Spec.TaskTemplate.ContainerSpec.Env",
                                   "Spec.TaskTemplate.ContainerSpec.Secrets.SecretName"},
                        .long_text = LongText::cut},
                       decode_service, &ServiceFacts::name) {}

}  // namespace plimsoll::engine
