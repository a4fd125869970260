#pragma once

/// The documents as the CLI shows them: read from JSON, whether it comes from the daemon or was just made here.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/result.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll::cli {

struct ShownSubject {
  std::string kind;
  std::string identity;
  std::string id;
  std::string name;
  std::string image;
};

/// How a person would call it: the container by its name, host and engine by what they are, the rest by both. Not
/// escaped.
[[nodiscard]] std::string called(const ShownSubject& subject);

struct ShownItem {
  std::string key;
  std::string source;
  std::string path;
  std::string seen;
  std::string wanted;
  std::string reason;
  std::string implied_by;
};

struct ShownWaiver {
  std::string reason;
  std::string owner;
  std::string expires;
  std::string where;
};

struct ShownChange {
  std::string action;
  std::string flag;
  std::string compose;
};

/// One entry of `results`. What is null there is empty here.
struct ShownResult {
  std::string rule;
  Severity severity = Severity::low;
  std::string verdict;
  bool open = false;
  std::optional<ShownWaiver> waiver;
  std::string implied_by;
  ShownSubject subject;
  std::vector<ShownItem> items;
  std::vector<ShownItem> last_violation;
  std::string cause;
  std::string message;
  std::string first_seen;
  std::string title;
  std::vector<std::string> cis;  ///< "1.6.0 5.32"
  std::string rationale;
  std::string remediation;
  std::string impact;
  std::vector<ShownChange> fix;
};

struct ShownGap {
  ShownSubject subject;
  std::string cause;
  std::string message;
};

struct ShownCounts {
  std::size_t open = 0;
  std::size_t implied = 0;
  std::size_t waived = 0;
  std::size_t unknown = 0;
  std::size_t stopped = 0;
};

struct ShownEngine {
  std::string kind;
  std::string version;
  std::string api_version;
  bool up = false;
  std::string error;
  std::string since;       ///< when plimsolld saw it come up or go down
  std::string started_at;  ///< of its process; empty if not known
};

struct ShownSummary {
  std::size_t judged = 0;
  std::size_t unjudged = 0;
  std::size_t stopped = 0;
  std::vector<ShownCounts> findings;  ///< by severity
};

struct ShownReport {
  std::string host;
  ShownEngine engine;
  bool built_in_policy = false;
  bool complete = false;
  std::vector<ShownGap> incomplete;
  std::string audited_at;
  ShownSummary summary;
  std::vector<ShownResult> results;
};

/// A subject that is root on the host already.
struct ShownRoot {
  struct EscapePath {
    std::string way;
    std::string reason;
  };

  ShownSubject subject;
  std::vector<EscapePath> ways;
  std::string first_seen;
};

struct ShownCritical {
  ShownSubject subject;
  std::string rule;
  std::string message;
  std::string first_seen;
};

struct ShownRuleOff {
  std::string rule;
  std::string reason;
};

struct ShownAcceptance {
  std::string rule;
  std::string container;
  std::string image;
  bool expired = false;
  ShownWaiver waiver;
};

/// How current one feed of facts is.
struct ShownFeed {
  std::string name;
  std::string state;
  std::string since;
};

/// Log lines that the daemon lost since its start.
struct ShownLogLosses {
  std::size_t dropped = 0;
  std::size_t write_failures = 0;
  std::string error;  ///< of the last write that failed
};

struct ShownStatus {
  std::string version;
  std::string host;
  ShownEngine engine;
  std::vector<ShownGap> unjudged;
  std::string audited_at;
  std::optional<double> age_seconds;
  bool stale = false;
  bool complete = false;
  std::vector<ShownFeed> feeds;
  double reread_within_seconds = 0;              ///< 0: not told
  std::vector<std::string> accepted_unreadable;  ///< kinds of host facts that are unreadable on purpose
  ShownSummary summary;
  std::vector<ShownRoot> root;
  std::vector<ShownCritical> critical;
  bool built_in_policy = false;
  std::vector<std::string> policy_files;
  std::string stopped_containers_off;  ///< why; empty while they are judged
  std::vector<ShownRuleOff> rules_off;
  std::vector<ShownAcceptance> waivers;
  std::vector<std::string> degraded;
  ShownLogLosses log;
};

/// One command run in a container, or several of which the details are lost.
struct ShownSession {
  ShownSubject container;
  std::string first_seen;
  bool ended = false;
  std::size_t sessions = 1;
  std::string lost;  ///< why nothing of what follows is known; "": it is
  bool privileged = false;
  bool root = false;
  bool tty = false;
  std::string user;
  std::string program;
  std::size_t arguments = 0;
  std::string argument_text;
};

struct ShownExec {
  std::vector<ShownSession> sessions;
};

/// A line of `plimsoll doctor`.
struct ShownCheck {
  std::string id;
  std::string state;
  std::string seen;
  std::string remedy;
};

struct ShownDoctor {
  std::string version;
  std::string host;
  std::string answered_by;  ///< plimsolld or plimsoll
  std::string user;         ///< whose permissions they are; "": not known
  std::vector<ShownCheck> checks;
};

/// A document of another schema or shape is an error.
[[nodiscard]] Result<ShownReport> parse_report(const std::string& document);
[[nodiscard]] Result<ShownStatus> parse_status(const std::string& document);
[[nodiscard]] Result<ShownExec> parse_exec(const std::string& document);
[[nodiscard]] Result<ShownDoctor> parse_doctor(const std::string& document);

}  // namespace plimsoll::cli
