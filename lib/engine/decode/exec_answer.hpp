#pragma once

#include <string_view>
#include <vector>

#include "lib/engine/http/api_session.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// `GET /exec/{id}/json`, with the user as it was asked for. The text of the arguments only if it is wanted: command
/// lines hold secrets.
[[nodiscard]] Result<ExecAnswer> decode_exec_answer(std::string_view body, std::string_view target,
                                                    bool with_arguments);

/// What was typed as the program, without what else may stand there: its base name, up to a blank or a "=".
[[nodiscard]] std::string shown_program(std::string_view typed);

/// Asks for each of the sessions.
[[nodiscard]] std::vector<EngineReader::SessionAnswer> ask_for_sessions(ApiSession& conversation,
                                                                        const std::vector<std::string>& ids,
                                                                        bool with_arguments);

}  // namespace plimsoll::engine
