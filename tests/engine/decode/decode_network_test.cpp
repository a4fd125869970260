#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/engine/decode/decode.hpp"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <class Decoder>
auto decoded(const json& list) -> NamedFacts<typename Decoder::Facts> {
  Decoder decoder("/list");
  EXPECT_EQ(decoder.write(list.dump()), std::nullopt);
  return decoder.finish().value();
}

NetworkFacts network(const json& options) {
  const json list = {{{"Id", "n"},
                      {"Name", "lab"},
                      {"Driver", "bridge"},
                      {"Scope", "local"},
                      {"Ingress", false},
                      {"Internal", true},
                      {"Containers", {{"x", {{"Name", "y"}}}}},
                      {"Options", options}}};
  return decoded<NetworkListDecoder>(list).by_name.at("n");
}

TEST(DecodeNetworks, ReadsANetwork) {
  const NetworkFacts lab = network({{"com.docker.network.bridge.default_bridge", "true"},
                                    {"com.docker.network.bridge.enable_icc", "false"},
                                    {"com.docker.network.bridge.host_binding_ipv4", "127.0.0.1"},
                                    {"com.docker.network.bridge.gateway_mode_ipv4", "routed"},
                                    {"com.docker.network.bridge.gateway_mode_ipv6", "nat-unprotected"},
                                    {"encrypted", ""}});
  EXPECT_EQ(lab.name, "lab");
  EXPECT_EQ(*lab.driver, "bridge");
  EXPECT_EQ(*lab.scope, "local");
  EXPECT_FALSE(*lab.ingress);
  EXPECT_TRUE(*lab.internal);
  EXPECT_TRUE(*lab.default_bridge);
  EXPECT_FALSE(*lab.inter_container_traffic);
  EXPECT_TRUE(*lab.encrypted);
  EXPECT_EQ(*lab.host_binding, "127.0.0.1");
  EXPECT_EQ(*lab.gateway_mode_ipv4, "routed");
  EXPECT_EQ(*lab.gateway_mode_ipv6, "nat-unprotected");
  EXPECT_EQ(lab.inter_container_traffic.path(), "Options.com.docker.network.bridge.enable_icc");
}

TEST(DecodeNetworks, TakesWhatIsNotSetForTheDriversDefault) {
  for (const json& options : {json(nullptr), json::object(), json{{"encrypted.x", "1"}}}) {
    const NetworkFacts lab = network(options);
    EXPECT_FALSE(*lab.default_bridge);
    EXPECT_TRUE(*lab.inter_container_traffic);
    EXPECT_FALSE(*lab.encrypted);
    EXPECT_EQ(*lab.host_binding, "");
    EXPECT_EQ(*lab.gateway_mode_ipv4, "");
  }
}

TEST(DecodeNetworks, SaysWhyItDoesNotKnow) {
  EXPECT_EQ(network(1).encrypted.cause(), Cause::wrong_type);
  EXPECT_EQ(network({{"com.docker.network.bridge.enable_icc", "maybe"}}).inter_container_traffic.cause(),
            Cause::wrong_type);
  EXPECT_EQ(network({{"com.docker.network.bridge.enable_icc", false}}).inter_container_traffic.cause(),
            Cause::wrong_type);
  EXPECT_EQ(network({{"com.docker.network.bridge.host_binding_ipv4", std::string(5'000, '1')}}).host_binding.cause(),
            Cause::wrong_type);
  const auto bare = decoded<NetworkListDecoder>({{{"Id", "n"}}}).by_name.at("n");
  EXPECT_EQ(bare.encrypted.cause(), Cause::absent);
  EXPECT_FALSE(bare.encrypted);
  EXPECT_FALSE(bare.internal);
  EXPECT_FALSE(bare.driver);
}

TEST(DecodeNetworks, CountsThoseWithoutAnId) {
  const auto networks = decoded<NetworkListDecoder>({{{"Id", "n"}}, json::object(), 1});
  EXPECT_THAT(networks.by_name, SizeIs(1));
  EXPECT_EQ(networks.nameless, 2U);
}

ServiceFacts service(const json& container) {
  const json list = {{{"ID", "s"}, {"Spec", {{"Name", "web"}, {"TaskTemplate", {{"ContainerSpec", container}}}}}}};
  return decoded<ServiceListDecoder>(list).by_name.at("web");
}

TEST(DecodeServices, ReadsNamesOfSecretsOfBothKinds) {
  const ServiceFacts web = service(
      {{"Env", {"PATH=/bin", "DB_PASSWORD=hunter2", "TLS_KEY=" + std::string(10'000, 'k')}},
       {"Args", {"hunter2"}},
       {"Secrets", {{{"SecretName", "db"}, {"SecretID", "x"}, {"File", {{"Name", "no"}}}}, {{"SecretName", "tls"}}}}});
  EXPECT_EQ(web.id, "s");
  EXPECT_THAT(*web.secret_environment, ElementsAre("DB_PASSWORD", "TLS_KEY"));
  EXPECT_THAT(*web.secrets, ElementsAre("db", "tls"));
}

TEST(DecodeServices, MayHaveNone) {
  for (const json& container : {json::object(), json{{"Env", nullptr}, {"Secrets", nullptr}}}) {
    EXPECT_THAT(*service(container).secret_environment, IsEmpty());
    EXPECT_THAT(*service(container).secrets, IsEmpty());
  }
}

json repeated(const json& element, std::size_t count) {
  json all = json::array();
  for (std::size_t i = 0; i < count; ++i) all.push_back(element);
  return all;
}

TEST(DecodeServices, SaysWhyItDoesNotKnow) {
  EXPECT_EQ(service(nullptr).secrets.cause(), Cause::null);
  EXPECT_EQ(service({{"Env", {1}}}).secret_environment.cause(), Cause::wrong_type);
  EXPECT_EQ(service({{"Secrets", {{{"SecretID", "x"}}}}}).secrets.cause(), Cause::wrong_type);
  EXPECT_EQ(service({{"Secrets", {"x"}}}).secrets.cause(), Cause::wrong_type);
  const json many = repeated({{"SecretName", std::string(100, 's')}}, 2'000);
  EXPECT_EQ(service({{"Secrets", many}}).secrets.cause(), Cause::wrong_type) << "half a list is a wrong fact";
  const json variables = repeated("A=" + std::string(1'000, 'v'), 1'000);
  EXPECT_EQ(service({{"Env", variables}}).secret_environment.cause(), Cause::wrong_type);
}

}  // namespace
}  // namespace plimsoll::engine
