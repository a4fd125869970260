# What every target of ours is compiled and linked with.
include(CheckCXXCompilerFlag)

add_library(plimsoll_options INTERFACE)
target_include_directories(plimsoll_options INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR})
target_compile_definitions(plimsoll_options INTERFACE BOOST_ASIO_NO_DEPRECATED)
target_compile_options(plimsoll_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wdate-time -Werror=switch)
if(PLIMSOLL_WARNINGS_AS_ERRORS)
  target_compile_options(plimsoll_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # A Rule names only what it has to say.
  target_compile_options(plimsoll_options INTERFACE -Wno-missing-field-initializers -Wno-missing-designated-field-initializers)
else()
  # g++ 12 at -O2 warns, falsely, that the value of an empty std::optional or Result is used. A new user would see this first.
  target_compile_options(plimsoll_options INTERFACE -Wno-missing-field-initializers $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endif()

if(PLIMSOLL_SANITIZE)
  if(PLIMSOLL_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # -Wno-tsan: g++ cannot instrument Asio's fences; locks cover what they order. -Wno-maybe-uninitialized: false, as in Release.
    target_compile_options(plimsoll_options INTERFACE -Wno-tsan -Wno-maybe-uninitialized)
  endif()
  target_compile_options(plimsoll_options INTERFACE -fsanitize=${PLIMSOLL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(plimsoll_options INTERFACE -fsanitize=${PLIMSOLL_SANITIZE})
endif()

# The OpenSSF hardening guide's flags, as far as this compiler knows them.
set(hardening
    -fstack-protector-strong
    -fstack-clash-protection
    -fcf-protection=full
    -ftrivial-auto-var-init=zero
    -fzero-call-used-regs=used-gpr
    -Wtrampolines
    -Wbidi-chars=any)
foreach(flag IN LISTS hardening)
  string(MAKE_C_IDENTIFIER "has${flag}" known)
  check_cxx_compiler_flag(${flag} ${known})
  if(${known})
    target_compile_options(plimsoll_options INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:${flag}>)
  endif()
endforeach()
target_compile_options(plimsoll_options INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3;-D_GLIBCXX_ASSERTIONS>
                                                  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
target_link_options(plimsoll_options INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:LINKER:-z,relro,-z,now,-z,noexecstack,-z,nodlopen,--as-needed>)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()

# plimsoll_library(<name> <dependency>...): the sources of this folder and the folders below it.
function(plimsoll_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(plimsoll_${name} STATIC ${sources})
  target_link_libraries(plimsoll_${name} PUBLIC plimsoll_options Boost::headers ${ARGN})
  plimsoll_precompile(plimsoll_${name} plimsoll_core)
endfunction()

# plimsoll_test(<name> <dependency>...): one GoogleTest program of this folder and the folders below it. ctest runs it in
# shards: a process for each of the 2,000 tests costs minutes under a sanitizer.
function(plimsoll_test name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  add_executable(${name}_test ${sources})
  target_link_libraries(${name}_test PRIVATE plimsoll_options ${ARGN} GTest::gmock GTest::gtest_main)
  plimsoll_precompile(${name}_test support_test <gmock/gmock.h> <gtest/gtest.h>)
  set(shards 4)
  foreach(number RANGE 1 ${shards})
    math(EXPR index "${number} - 1")
    add_test(NAME ${name}.${number} COMMAND ${name}_test --gtest_brief=1)
    set_tests_properties(${name}.${number} PROPERTIES TIMEOUT 300
                         ENVIRONMENT "GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${index}")
  endforeach()
endfunction()
