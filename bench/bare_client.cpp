#include "bench/bare_client.hpp"

#include <curl/curl.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace plimsoll::bench {
namespace {

constexpr std::size_t kInFlight = 8;
constexpr long kDeadlineMs = 10'000;
constexpr int kPollMs = 1'000;
constexpr long kOk = 200;
constexpr long kNotFound = 404;

struct Slot {
  CURL* easy = nullptr;
  std::string body;
};

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* slot) {
  static_cast<Slot*>(slot)->body.append(bytes, size * count);
  return size * count;
}

}  // namespace

class BareClient::Impl {
 public:
  Impl(std::string socket_path, std::string api_version)
      : socket_path_(std::move(socket_path)), prefix_("http://localhost/v" + api_version), slots_(kInFlight) {
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(kInFlight));
    for (Slot& slot : slots_) prepare(slot);
  }

  ~Impl() {
    for (Slot& slot : slots_) curl_easy_cleanup(slot.easy);
    curl_multi_cleanup(multi_);
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::size_t run() {
    fetch({"http://localhost/_ping"}, [](const std::string&) {});
    fetch({prefix_ + "/info", prefix_ + "/version", prefix_ + "/plugins", prefix_ + "/volumes",
           prefix_ + "/images/json", prefix_ + "/networks"},
          parse);
    std::vector<std::string> inspects;
    fetch({prefix_ + "/containers/json?all=1"}, [&](const std::string& body) {
      for (const auto& container : parse(body)) inspects.push_back(url_of("/containers/", container.at("Id")));
    });
    std::vector<std::string> sessions;
    fetch(inspects, [&](const std::string& body) {
      for (const auto& id : parse(body).at("ExecIDs")) sessions.push_back(url_of("/exec/", id));
    });
    fetch(sessions, parse);
    return inspects.size();
  }

 private:
  using Take = std::function<void(const std::string& body)>;

  static nlohmann::json parse(const std::string& body) { return nlohmann::json::parse(body); }

  [[nodiscard]] std::string url_of(const char* before, const nlohmann::json& id) const {
    return prefix_ + before + id.get<std::string>() + "/json";
  }

  void prepare(Slot& slot) {
    slot.easy = curl_easy_init();
    curl_easy_setopt(slot.easy, CURLOPT_UNIX_SOCKET_PATH, socket_path_.c_str());
    curl_easy_setopt(slot.easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(slot.easy, CURLOPT_TIMEOUT_MS, kDeadlineMs);
    curl_easy_setopt(slot.easy, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(slot.easy, CURLOPT_WRITEDATA, &slot);
    curl_easy_setopt(slot.easy, CURLOPT_PRIVATE, &slot);
  }

  void start(Slot& slot, const std::string& url) {
    slot.body.clear();
    curl_easy_setopt(slot.easy, CURLOPT_URL, url.c_str());
    curl_multi_add_handle(multi_, slot.easy);
  }

  /// Asks for all, `kInFlight` at a time. `take` gets the answers but for what is not there: Podman's plugins, a
  /// session that ended.
  void fetch(const std::vector<std::string>& urls, const Take& take) {
    std::size_t next = 0;
    for (Slot& slot : slots_) {
      if (next < urls.size()) start(slot, urls[next++]);
    }
    for (std::size_t done = 0; done < urls.size();) {
      int running = 0;
      curl_multi_perform(multi_, &running);
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        const long status = status_of(*message);
        Slot& slot = slot_of(*message);
        curl_multi_remove_handle(multi_, slot.easy);
        if (status != kNotFound) take(slot.body);
        if (next < urls.size()) start(slot, urls[next++]);
        ++done;
      }
      if (done < urls.size()) curl_multi_poll(multi_, nullptr, 0, kPollMs, nullptr);
    }
  }

  static Slot& slot_of(const CURLMsg& message) {
    Slot* slot = nullptr;
    curl_easy_getinfo(message.easy_handle, CURLINFO_PRIVATE, &slot);
    return *slot;
  }

  static long status_of(const CURLMsg& message) {
    long status = 0;
    curl_easy_getinfo(message.easy_handle, CURLINFO_RESPONSE_CODE, &status);
    if (message.data.result != CURLE_OK) throw std::runtime_error(curl_easy_strerror(message.data.result));
    if (status != kOk && status != kNotFound) throw std::runtime_error("HTTP status " + std::to_string(status));
    return status;
  }

  std::string socket_path_;
  std::string prefix_;
  CURLM* multi_ = curl_multi_init();
  std::vector<Slot> slots_;
};

BareClient::BareClient(std::string socket_path, std::string api_version)
    : impl_(std::make_unique<Impl>(std::move(socket_path), std::move(api_version))) {}

BareClient::~BareClient() = default;

std::size_t BareClient::run() { return impl_->run(); }

}  // namespace plimsoll::bench
