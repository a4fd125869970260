#include "daemon/cli/exec_table.hpp"

#include "daemon/cli/printable.hpp"
#include "lib/core/vocabulary/object_id.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kTimeWidth = 26;
constexpr std::size_t kNameWidth = 24;
constexpr std::size_t kUserWidth = 12;

std::string row(const std::string& time, const std::string& container, const std::string& user) {
  return padded(time, kTimeWidth) + padded(cut(container, kNameWidth - 2), kNameWidth) +
         padded(cut(user, kUserWidth - 2), kUserWidth);
}

std::string name_of(const ShownSubject& container) {
  return printable(container.identity.empty() ? short_id(container.id) : container.identity);
}

std::string user_of(const ShownSession& session) {
  if (session.root) return "root";
  return session.user.empty() ? "its own" : printable(session.user);
}

std::string program_of(const ShownSession& session) {
  const std::string text = session.program.empty() ? "(no name)" : printable(session.program);
  if (!session.argument_text.empty()) return text + " " + printable(session.argument_text);
  return session.arguments == 0 ? text : text + " and " + count(session.arguments, "argument");
}

std::string why_lost(const std::string& lost) {
  if (lost == "gone") return "the engine had forgotten it";
  if (lost == "not_named") return "the engine did not say which it was";
  if (lost == "too_many") return "more than are read of one container";
  return "the engine failed to answer";
}

std::string known(const ShownSession& session, const Style& style) {
  std::string rights = session.privileged ? style.paint(Ink::high, "privileged") + "  " : "";
  if (session.tty) rights += "tty  ";
  return rights + program_of(session) + (session.ended ? "" : style.paint(Ink::bold, "  (runs)"));
}

std::string line(const ShownSession& session, const Style& style) {
  const bool lost = !session.lost.empty();
  std::string text = row(printable(session.first_seen), name_of(session.container), lost ? "?" : user_of(session));
  if (!lost) return text + known(session, style) + "\n";
  return text +
         style.paint(Ink::dim, count(session.sessions, "session") + ", details lost: " + why_lost(session.lost)) + "\n";
}

}  // namespace

std::string exec_table(const ShownExec& exec, const Style& style) {
  if (exec.sessions.empty()) return "No commands were seen.\n";
  std::string table = style.paint(Ink::bold, row("SEEN", "CONTAINER", "USER") + "COMMAND") + "\n";
  for (const ShownSession& session : exec.sessions) table += line(session, style);
  return table;
}

}  // namespace plimsoll::cli
