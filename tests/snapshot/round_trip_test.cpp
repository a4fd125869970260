#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/snapshot/fields.hpp"
#include "lib/snapshot/snapshot_file.hpp"
#include "tests/snapshot/random_snapshot.hpp"

namespace plimsoll::testing {
namespace {

constexpr unsigned kSeeds = 200;

std::vector<ContainerFacts> values(const std::vector<std::shared_ptr<const ContainerFacts>>& containers) {
  std::vector<ContainerFacts> copies;
  for (const auto& container : containers) copies.push_back(*container);
  return copies;
}

TEST(SnapshotFile, GivesBackWhatWasWritten) {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    const Snapshot written = random_snapshot(seed);
    const auto read = read_snapshot(write_snapshot(written));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->captured_at, written.captured_at);
    EXPECT_EQ(read->host, written.host);
    EXPECT_EQ(read->engine, written.engine);
    EXPECT_EQ(read->volumes, written.volumes);
    EXPECT_EQ(read->images, written.images);
    EXPECT_EQ(read->networks, written.networks);
    EXPECT_EQ(read->services, written.services);
    EXPECT_EQ(values(read->containers), values(written.containers));
    EXPECT_EQ(values(read->stopped), values(written.stopped));
    EXPECT_EQ(write_snapshot(*read), write_snapshot(written)) << "errors of what was not read are kept too";
  }
}

TEST(SnapshotFile, KeepsWhereAFactWasReallyRead) {
  Snapshot written;
  written.engine.settings.iptables = {false, Source::host, "/srv/daemon.json: iptables"};
  written.engine.settings.group = {Cause::unreadable, Source::host, "dockerd --group"};
  written.engine.settings.tls = {false, Source::host, "daemon.json: tls"};
  const std::string text = write_snapshot(written);
  const auto read = read_snapshot(text);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->engine.settings.iptables, written.engine.settings.iptables);
  EXPECT_EQ(read->engine.settings.group, written.engine.settings.group);
  EXPECT_EQ(read->engine.settings.tls, written.engine.settings.tls);
  EXPECT_EQ(text.find("daemon.json: tls"), std::string::npos) << "a usual path is not written";
}

TEST(SnapshotFile, RefusesAPathThatNoFactHas) {
  Snapshot written;
  const std::string path(5000, 'x');
  written.engine.settings.iptables = {false, Source::host, path};
  const auto read = read_snapshot(write_snapshot(written));
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message().find("engine.iptables: has a path of more than 4096 bytes"), std::string::npos)
      << read.error().message();
}

TEST(SnapshotFile, RefusesAnErrnoThatNoSystemHas) {
  Snapshot written;
  written.host.audit_rules = {Cause::unreadable, Source::host, "/etc/audit", {SystemCall::openat2, 38}};
  std::string text = write_snapshot(written);
  const std::string known = R"("os_error":{"call":"openat2","errno":"ENOSYS"})";
  ASSERT_NE(text.find(known), text.npos) << text;
  text.replace(text.find("ENOSYS"), 6, "ENONSENSE");
  const auto read = read_snapshot(text);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message().find("host.audit_rules.os_error: expected the name of an errno"), std::string::npos)
      << read.error().message();
}

/// The bytes of an object that its list of fields does not cover.
class Coverage {
 public:
  template <class T>
  void operator()(const char*, T& value) {
    covered_ += sizeof(value);
  }
  template <class List>
  void added(const char*, List& list) {
    covered_ += sizeof(list);
  }
  template <class T>
  void operator()(const char*, std::string_view, Fact<T>& value) {
    covered_ += sizeof(value);
  }

  template <class T>
  static std::size_t missing() {
    T object{};
    Coverage coverage;
    snapshot_file::each_field(object, coverage);
    return sizeof(T) - coverage.covered_;
  }

 private:
  std::size_t covered_ = 0;
};

/// What is left is padding; a text or a fact is more than that.
TEST(SnapshotFile, ListsEveryFieldOfTheFacts) {
  constexpr std::size_t kWord = sizeof(void*);
  constexpr std::size_t kNotRecorded = sizeof(ContainerFacts::health_probe);  // its hash would let a command be guessed
  EXPECT_LT(Coverage::missing<ContainerFacts>(), kNotRecorded + kWord);
  EXPECT_LT(Coverage::missing<VolumeFacts>(), kWord);
  EXPECT_LT(Coverage::missing<ImageFacts>(), kWord);
  EXPECT_LT(Coverage::missing<HostFacts>(), kWord);
  EXPECT_LT(Coverage::missing<EngineFacts>(), 2 * kWord);
  EXPECT_LT(Coverage::missing<NetworkFacts>(), kWord);
  EXPECT_LT(Coverage::missing<ServiceFacts>(), kWord);
  EXPECT_LT(Coverage::missing<Snapshot>(), kWord);
  EXPECT_LT(Coverage::missing<Mount>(), kWord);
  EXPECT_LT(Coverage::missing<SecurityOptions>(), 3 * kWord);
}

nlohmann::json document_of(unsigned seed) { return nlohmann::json::parse(write_snapshot(random_snapshot(seed))); }

nlohmann::json one_container() {
  for (unsigned seed = 0;; ++seed) {
    auto document = document_of(seed);
    if (document["containers"].size() == 1) return document;
  }
}

TEST(SnapshotFile, AFactThatItLacksIsNotRecorded) {
  auto document = one_container();
  document["containers"][0].erase("privileged");
  document["engine"].erase("security");
  const auto read = read_snapshot(document.dump());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->containers[0]->privileged, Fact<bool>(Cause::not_recorded, Source::inspect, "HostConfig.Privileged"));
  EXPECT_EQ(read->engine.security.cause(), Cause::not_recorded);
}

TEST(SnapshotFile, OneFromBeforeNetworksWereReadHasNone) {
  auto document = one_container();
  for (const char* added : {"networks", "services", "stopped"}) document.erase(added);
  const auto read = read_snapshot(document.dump());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_TRUE(read->networks.empty() && read->services.empty() && read->stopped.empty());
}

TEST(SnapshotFile, IgnoresWhatALaterVersionAdded) {
  auto document = one_container();
  const auto before = read_snapshot(document.dump());
  document["later"] = {{"more", 1}};
  document["containers"][0]["later"] = {{"value", true}, {"source", "nowhere"}};
  const auto read = read_snapshot(document.dump());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read->containers[0], *before->containers[0]);
}

TEST(SnapshotFile, PutsContainersInOrder) {
  auto document = one_container();
  document["containers"].push_back(document["containers"][0]);
  document["containers"][0]["identity"] = "zebra";
  document["containers"][1]["identity"] = "ant";
  const auto read = read_snapshot(document.dump());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->containers[0]->identity, "ant");
}

}  // namespace
}  // namespace plimsoll::testing
