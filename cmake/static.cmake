# Debian changes these libraries' sonames with each release. Linked statically, or used as headers only, they leave one
# package that serves several releases. prometheus-cpp has the same soname in Debian 12 and 13 and in Ubuntu 24.04.
option(PLIMSOLL_STATIC_LIBRARIES "Link no shared library whose soname changes with each Debian release" OFF)

if(PLIMSOLL_STATIC_LIBRARIES)
  find_library(YAML_CPP_ARCHIVE libyaml-cpp.a REQUIRED)
  add_library(plimsoll_yaml_cpp INTERFACE)
  target_link_libraries(plimsoll_yaml_cpp INTERFACE ${YAML_CPP_ARCHIVE})
  set(PLIMSOLL_YAML_CPP plimsoll_yaml_cpp)
  # spdlog's own header-only target links fmt's shared library.
  add_library(plimsoll_spdlog INTERFACE)
  target_compile_definitions(plimsoll_spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
  set(PLIMSOLL_SPDLOG plimsoll_spdlog)
else()
  set(PLIMSOLL_YAML_CPP yaml-cpp)
  set(PLIMSOLL_SPDLOG spdlog::spdlog)
endif()
