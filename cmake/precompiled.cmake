# Headers that most sources include, compiled once: this halves the processor time of the release build.
# The preset "bench" builds without, which proves that each source includes what it uses.
option(PLIMSOLL_PRECOMPILE_HEADERS "Compile common headers once" OFF)

set(PLIMSOLL_COMMON_HEADERS
    <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <string> <string_view> <variant> <vector>
    <boost/system/result.hpp>)

# ccache takes no part otherwise: g++ has to name the precompiled header in what it preprocesses, clang to leave out when it was made.
# g++ 12 forgets that a precompiled header is the system's and warns, falsely, of std::string's own code.
set(PLIMSOLL_PRECOMPILE_GNU "-fpch-preprocess -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict")
set(PLIMSOLL_PRECOMPILE_OPTIONS "SHELL:$<IF:$<CXX_COMPILER_ID:Clang>,-Xclang -fno-pch-timestamp,${PLIMSOLL_PRECOMPILE_GNU}>")

# plimsoll_precompile(<target> <owner> <header>...): the target uses the headers that its owner, itself or one before it, precompiles.
function(plimsoll_precompile target owner)
  if(NOT PLIMSOLL_PRECOMPILE_HEADERS)
    return()
  endif()
  target_compile_options(${target} PRIVATE ${PLIMSOLL_PRECOMPILE_OPTIONS})
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${PLIMSOLL_COMMON_HEADERS} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
