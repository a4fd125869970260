#include "daemon/cli/progress.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::chrono::seconds kPatience{1};
constexpr const char* kClearLine = "\r\x1b[K";

}  // namespace

ProgressLine::~ProgressLine() {
  if (shown_) terminal_ << kClearLine << std::flush;
}

void ProgressLine::show(EngineReader::Progress progress, std::chrono::steady_clock::duration elapsed) {
  if (elapsed < kPatience) return;
  shown_ = true;
  terminal_ << kClearLine << "reading containers: " << progress.done << " of " << progress.listed << std::flush;
}

}  // namespace plimsoll::cli
