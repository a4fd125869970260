#pragma once

#include <cstdio>

namespace plimsoll {

/// Whether what is written to `stream` reaches the journal directly, as $JOURNAL_STREAM tells. Reads the environment.
[[nodiscard]] bool is_journal(std::FILE* stream);

}  // namespace plimsoll
