#pragma once

#include <string>

#include "plimsoll/doctor.hpp"

namespace plimsoll {

/// The document `plimsoll.doctor/v1`: the checks, and the process whose permissions they are about, for
/// `plimsoll doctor` and GET /api/v1/doctor. `first` comes before the checks of `examine`.
[[nodiscard]] std::string doctor_json(const DoctorInput& input, const std::vector<Check>& first = {});

}  // namespace plimsoll
