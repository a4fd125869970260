#include "lib/sinks/report/doctor_json.hpp"

#include "lib/core/vocabulary/capabilities.hpp"
#include "lib/sinks/report/parts.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll {
namespace {

using parts::Json;

Json account(const Account& account) {
  return {{"id", account.id}, {"name", account.name.empty() ? Json(nullptr) : Json(account.name)}};
}

Json process(const OwnProcess& process) {
  Json groups = Json::array();
  for (const Account& group : process.groups) groups.push_back(account(group));
  return {{"user", account(process.user)},
          {"groups", groups},
          {"capabilities", names_of(process.effective)},
          {"own_user_namespace", process.own_user_namespace},
          {"no_new_privileges", process.no_new_privileges},
          {"unit", process.unit.empty() ? Json(nullptr) : Json(process.unit)}};
}

Json check(const Check& check) {
  return {{"id", check.id},
          {"state", to_string(check.state)},
          {"seen", check.seen},
          {"remedy", check.remedy.empty() ? Json(nullptr) : Json(check.remedy)}};
}

Json checks(const DoctorInput& input, const std::vector<Check>& first) {
  Json list = Json::array();
  for (const Check& each : first) list.push_back(check(each));
  for (const Check& each : examine(input)) list.push_back(check(each));
  return list;
}

Json host_name(const DoctorInput& input) {
  const bool known =
      input.report && input.report->posture.snapshot && !input.report->posture.snapshot->host.name.empty();
  return known ? Json(input.report->posture.snapshot->host.name) : Json(nullptr);
}

}  // namespace

std::string doctor_json(const DoctorInput& input, const std::vector<Check>& first) {
  const auto& own = input.surroundings.process;
  return parts::dump({{"schema", "plimsoll.doctor/v1"},
                      {"version", version()},
                      {"host", host_name(input)},
                      {"at", parts::instant(input.now)},
                      {"answered_by", input.daemon ? "plimsolld" : "plimsoll"},
                      {"process", own ? process(*own) : Json(nullptr)},
                      {"checks", checks(input, first)}}) +
         "\n";
}

}  // namespace plimsoll
