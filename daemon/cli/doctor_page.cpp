#include "daemon/cli/doctor_page.hpp"

#include <algorithm>

#include "daemon/cli/printable.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kStateWidth = 9;
constexpr std::size_t kIdWidth = 23;

Ink ink_of_state(const std::string& state) {
  if (state == "ok") return Ink::good;
  if (state == "warning") return Ink::high;
  return state == "unknown" ? Ink::medium : Ink::critical;
}

std::string heading(const ShownDoctor& doctor) {
  const std::string user = doctor.user.empty() ? "its process" : doctor.user;
  const std::string host = doctor.host.empty() ? "" : " on " + doctor.host;
  if (doctor.answered_by == "plimsolld") {
    return "plimsolld " + doctor.version + host + " answers: these are its permissions, those of " + user;
  }
  return "No plimsolld answers: these are the permissions of this command, those of " + user;
}

std::string check_line(const ShownCheck& check, const Style& style) {
  const std::string remedy = check.remedy.empty() ? "" : "; remedy: " + check.remedy;
  return style.paint(ink_of_state(check.state), padded(printable(check.state), kStateWidth)) +
         padded(printable(check.id), kIdWidth) + " " +
         wrapped(printable(check.seen + remedy), kStateWidth + kIdWidth + 1, style) + "\n";
}

std::size_t count_of(const ShownDoctor& doctor, const std::string& state) {
  return static_cast<std::size_t>(std::ranges::count(doctor.checks, state, &ShownCheck::state));
}

std::string summary(const ShownDoctor& doctor) {
  return count(count_of(doctor, "fault"), "fault") + ", " + count(count_of(doctor, "warning"), "warning") + ", " +
         std::to_string(count_of(doctor, "unknown")) + " unknown";
}

}  // namespace

bool finds_trouble(const ShownDoctor& doctor) { return count_of(doctor, "fault") + count_of(doctor, "warning") > 0; }

std::string doctor_page(const ShownDoctor& doctor, const Style& style) {
  std::string page = wrapped(printable(heading(doctor)), 0, style) + "\n\n";
  for (const ShownCheck& check : doctor.checks) page += check_line(check, style);
  return page + "\n" + summary(doctor) + "\n";
}

}  // namespace plimsoll::cli
