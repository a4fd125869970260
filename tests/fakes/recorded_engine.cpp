#include "tests/fakes/recorded_engine.hpp"

#include <array>
#include <charconv>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace plimsoll::testing {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t kIndexDigits = 12;  // a short id, so that short ids differ too

constexpr std::pair<const char*, const char*> kAnswers[] = {
    {"/info", "info.json"},       {"/version", "version.json"},   {"/containers/json", "containers.json"},
    {"/volumes", "volumes.json"}, {"/networks", "networks.json"}, {"/images/json", "images.json"},
    {"/plugins", "plugins.json"}, {"/services", "services.json"}};

/// It describes the body, or is told anew.
bool is_not_replayed(std::string_view header) {
  return header == "Content-Length" || header == "Content-Type" || header == "Transfer-Encoding" || header == "Date";
}

Answer ping(const fs::path& folder) {
  Answer answer{.body = {{"OK"}}};
  std::ifstream headers(folder / "ping.headers");
  for (std::string line; std::getline(headers, line);) {
    if (line.ends_with('\r')) line.pop_back();
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos || is_not_replayed(line.substr(0, colon))) continue;
    answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return answer;
}

/// "ID" of "/containers/ID/json".
std::string id_in(std::string_view path) {
  path.remove_prefix(path.find('/', 1) + 1);
  return std::string(path.substr(0, path.find('/')));
}

/// What was not recorded was not there: Podman has no plugins.
Answer recorded(const fs::path& file) { return fs::exists(file) ? ok(read_file(file)) : failed(404, "page not found"); }

/// "/images/sha256:ID/history" is in "images/ID.history.json", with the beginning of the id.
Answer image(const fs::path& folder, std::string_view path) {
  constexpr std::string_view kAlgorithm = "sha256:";
  std::string id = id_in(path);
  if (id.starts_with(kAlgorithm)) id.erase(0, kAlgorithm.size());
  return recorded(folder / "images" /
                  (id.substr(0, kIndexDigits) + (path.ends_with("/history") ? ".history" : "") + ".json"));
}

Answer exec_session(const fs::path& folder, std::string_view path) {
  return recorded(folder / "exec" / (id_in(path).substr(0, kIndexDigits) + ".json"));
}

Answer no_such_container(const std::string& id) { return failed(404, "No such container: " + id); }

Answer inspect(const fs::path& folder, const std::string& id) {
  for (const auto& entry : fs::directory_iterator(folder / "inspect")) {
    std::string answer = read_file(entry.path());
    if (answer.find("\"Id\":\"" + id + '"') != std::string::npos) return ok(std::move(answer));
  }
  return no_such_container(id);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// One recorded container, to be copied.
struct Template {
  std::string id;
  std::string name;
  std::string listed;
  std::string inspected;
};

struct Copy {
  std::string id;
  std::string name;
};

std::vector<Template> templates(const fs::path& folder, const std::string& like) {
  std::vector<Template> all;
  for (const json& listed : json::parse(read_file(folder / "containers.json"))) {
    const std::string id = listed.at("Id");
    const std::string name = listed.at("Names").at(0).get<std::string>().substr(1);
    if (listed.at("State") != "running" || (!like.empty() && name != like)) continue;
    all.push_back({id, name, listed.dump(), read_file(folder / "inspect" / (name + ".json"))});
  }
  if (all.empty()) throw std::runtime_error(folder.string() + ": no container to copy");
  return all;
}

/// Its number is the beginning of its id.
Copy copy_number(std::size_t index, const Template& original) {
  std::array<char, kIndexDigits> digits{};
  const auto [end, error] = std::to_chars(digits.begin(), digits.end(), index, 16);
  const std::string number(digits.begin(), end);
  return {std::string(kIndexDigits - number.size(), '0') + number + original.id.substr(kIndexDigits),
          original.name + "-" + std::to_string(index)};
}

std::optional<std::size_t> number_of(std::string_view id) {
  std::size_t index = 0;
  const std::string_view digits = id.substr(0, kIndexDigits);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return index;
}

std::string copied(std::string answer, const Template& original, const Copy& copy) {
  replace_all(answer, original.id, copy.id);
  replace_all(answer, "\"/" + original.name + '"', "\"/" + copy.name + '"');
  return answer;
}

void flip_privileged(std::string& inspected) {
  constexpr std::string_view kNo = "\"Privileged\":false";
  constexpr std::string_view kYes = "\"Privileged\":true";
  if (const std::size_t at = inspected.find(kNo); at != std::string::npos) {
    inspected.replace(at, kNo.size(), kYes);
  } else {
    replace_all(inspected, kYes, kNo);
  }
}

/// The command and its arguments, as the engine starts it.
std::vector<std::string> health_check_of(const std::string& inspected) {
  const json config = json::parse(inspected).at("Config");
  if (!config.contains("Healthcheck")) throw std::runtime_error("no health check was recorded");
  auto test = config.at("Healthcheck").at("Test").get<std::vector<std::string>>();
  if (test.at(0) == "CMD-SHELL") return {"/bin/sh", "-c", test.at(1)};
  test.erase(test.begin());  // "CMD"
  return test;
}

}  // namespace

class Crowd::Impl {
 public:
  Impl(std::vector<Template> originals, std::size_t count) : originals_(std::move(originals)) {
    for (std::size_t index = 0; index < count; ++index) members_.emplace_hint(members_.end(), index, Member{});
  }

  [[nodiscard]] const Template& original(std::size_t index) const { return originals_[index % originals_.size()]; }

  void add(std::size_t index) {
    const std::lock_guard lock(mutex_);
    members_[index].hidden = false;
  }

  void remove(std::size_t index) {
    const std::lock_guard lock(mutex_);
    members_.erase(index);
  }

  void hide(std::size_t index) {
    const std::lock_guard lock(mutex_);
    members_.at(index).hidden = true;
  }

  void flip(std::size_t index) {
    const std::lock_guard lock(mutex_);
    bool& flipped = members_.at(index).flipped;
    flipped = !flipped;
  }

  [[nodiscard]] Answer list() const {
    const std::lock_guard lock(mutex_);
    Answer answer{.body = {{"["}}, .chunked = true};
    for (const auto& [index, member] : members_) {
      const Template& original = this->original(index);
      answer.body.push_back(
          {(answer.body.size() == 1 ? "" : ",") + copied(original.listed, original, copy_number(index, original))});
    }
    answer.body.push_back({"]"});
    return answer;
  }

  [[nodiscard]] Answer inspect(const std::string& id) const {
    const std::optional<std::size_t> index = number_of(id);
    const std::optional<Member> member = index ? find(*index) : std::nullopt;
    if (!member || member->hidden) return no_such_container(id);
    const Template& original = this->original(*index);
    std::string answer = copied(original.inspected, original, copy_number(*index, original));
    if (member->flipped) flip_privileged(answer);
    return ok(std::move(answer));
  }

 private:
  struct Member {
    bool hidden = false;
    bool flipped = false;
  };

  [[nodiscard]] std::optional<Member> find(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    const auto found = members_.find(index);
    return found == members_.end() ? std::nullopt : std::optional(found->second);
  }

  const std::vector<Template> originals_;
  mutable std::mutex mutex_;
  std::map<std::size_t, Member> members_;  ///< guarded by mutex_
};

Crowd::Crowd(const fs::path& folder, std::size_t count, const std::string& like)
    : impl_(std::make_unique<Impl>(templates(folder, like), count)) {}
Crowd::~Crowd() = default;
std::string Crowd::id(std::size_t index) const { return copy_number(index, impl_->original(index)).id; }
std::vector<std::string> Crowd::health_check(std::size_t index) const {
  return health_check_of(impl_->original(index).inspected);
}
void Crowd::add(std::size_t index) { impl_->add(index); }
void Crowd::remove(std::size_t index) { impl_->remove(index); }
void Crowd::hide(std::size_t index) { impl_->hide(index); }
void Crowd::flip(std::size_t index) { impl_->flip(index); }
Answer Crowd::list() const { return impl_->list(); }
Answer Crowd::inspect(const std::string& id) const { return impl_->inspect(id); }

Answer Crowd::inspect_session(const std::string& id) const {
  const std::optional<std::size_t> index = number_of(id);
  if (!index) return failed(404, "No such exec instance: " + id);
  const std::vector<std::string> command = health_check(*index);
  const json session = {{"ID", id},
                        {"Running", false},
                        {"ExitCode", 0},
                        {"ProcessConfig",
                         {{"tty", false},
                          {"entrypoint", command.at(0)},
                          {"arguments", std::vector(command.begin() + 1, command.end())},
                          {"privileged", false}}},
                        {"ContainerID", this->id(*index)},
                        {"Pid", 0}};
  return ok(session.dump());
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path.string() + ": cannot be read");
  return (std::ostringstream() << file.rdbuf()).str();
}

void replay(FakeEngine& engine, const fs::path& folder) {
  engine.on("/_ping", [folder](std::string_view) { return ping(folder); });
  for (const auto& [path, file] : kAnswers) {
    engine.on(path, [answer = folder / file](std::string_view) { return recorded(answer); });
  }
  engine.on("/events", open_stream());
  engine.on("/images/*", [folder](std::string_view path) { return image(folder, path); });
  engine.on("/exec/*", [folder](std::string_view path) { return exec_session(folder, path); });
  engine.on("/containers/*", [folder](std::string_view path) { return inspect(folder, id_in(path)); });
}

void replay_many(FakeEngine& engine, const fs::path& folder, const std::shared_ptr<const Crowd>& crowd) {
  replay(engine, folder);
  engine.on("/containers/json", [crowd](std::string_view) { return crowd->list(); });
  engine.on("/containers/*", [crowd](std::string_view path) { return crowd->inspect(id_in(path)); });
  engine.on("/exec/*", [crowd, folder](std::string_view path) {
    const Answer answer = exec_session(folder, path);
    return answer.status == 404 ? crowd->inspect_session(id_in(path)) : answer;
  });
}

}  // namespace plimsoll::testing
