#pragma once

/// What was read, typed and clean: paths normalised, capabilities upper-case without CAP_, sizes in bytes, all text
/// valid UTF-8. Text may still hold any other character: containers choose it. Values of environment variables,
/// labels, log options and command lines are not here, nor is the text of an image's build steps, so nothing can leak
/// them. A fact's path is a literal; where a list is made of several files, each entry tells its own.

#include "plimsoll/container_facts.hpp"
#include "plimsoll/engine_facts.hpp"
#include "plimsoll/host_facts.hpp"
#include "plimsoll/image_facts.hpp"
#include "plimsoll/network_facts.hpp"
