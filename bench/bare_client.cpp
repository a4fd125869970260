#include "bench/bare_client.hpp"

#include <curl/curl.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace plimsoll::bench {
namespace {

constexpr std::size_t kInFlight = 8;
constexpr long kDeadlineMs = 10'000;
constexpr int kPollMs = 1'000;

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
    fetch({"http://localhost/_ping"}, false);
    fetch({prefix_ + "/info", prefix_ + "/version", prefix_ + "/volumes", prefix_ + "/images/json"}, true);
    const nlohmann::json list = fetch({prefix_ + "/containers/json"}, true);
    std::vector<std::string> inspects;
    for (const auto& container : list) {
      inspects.push_back(prefix_ + "/containers/" + container.at("Id").get<std::string>() + "/json");
    }
    fetch(inspects, true);
    return inspects.size();
  }

 private:
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

  /// Asks for all, `kInFlight` at a time. Returns the last answer that was parsed.
  nlohmann::json fetch(const std::vector<std::string>& urls, bool parse) {
    nlohmann::json answer;
    std::size_t next = 0;
    for (Slot& slot : slots_) {
      if (next < urls.size()) start(slot, urls[next++]);
    }
    for (std::size_t done = 0; done < urls.size();) {
      int running = 0;
      curl_multi_perform(multi_, &running);
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        Slot& slot = finish(*message);
        if (parse) answer = nlohmann::json::parse(slot.body);
        if (next < urls.size()) start(slot, urls[next++]);
        ++done;
      }
      if (done < urls.size()) curl_multi_poll(multi_, nullptr, 0, kPollMs, nullptr);
    }
    return answer;
  }

  Slot& finish(const CURLMsg& message) {
    Slot* slot = nullptr;
    long status = 0;
    curl_easy_getinfo(message.easy_handle, CURLINFO_PRIVATE, &slot);
    curl_easy_getinfo(message.easy_handle, CURLINFO_RESPONSE_CODE, &status);
    if (message.data.result != CURLE_OK) throw std::runtime_error(curl_easy_strerror(message.data.result));
    if (status != 200) throw std::runtime_error("HTTP status " + std::to_string(status));
    curl_multi_remove_handle(multi_, slot->easy);
    return *slot;
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
