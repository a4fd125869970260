#include "lib/sinks/log/journal.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <string>

namespace plimsoll {

bool is_journal(std::FILE* stream) {
  const char* told = std::getenv("JOURNAL_STREAM");  // NOLINT(concurrency-mt-unsafe): nobody here sets it
  struct stat file{};
  if (!told || fstat(fileno(stream), &file) != 0) return false;
  return std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino) == told;
}

}  // namespace plimsoll
