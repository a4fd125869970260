#pragma once

#include <string>

#include "lib/core/host_areas.hpp"
#include "plimsoll/doctor.hpp"

namespace plimsoll::doctor {

/// A change that makes the facts of an area readable: for the first reason that applies, most certain ones first.
/// `daemon`: the process is plimsolld, so lines of its unit help; else it is a command.
[[nodiscard]] std::string remedy_of(const HostAreaRow& area, const Trouble& trouble, const OwnProcess& process,
                                    bool daemon);

}  // namespace plimsoll::doctor
