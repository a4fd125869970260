# A build that is installed says which commit it is of. Others have the plain version: a commit relinks no test.
option(PLIMSOLL_REVISION "The version carries the commit's time and hash" OFF)

# plimsoll_version_source(<target>): gives the target the source behind plimsoll/version.hpp, written at each build.
function(plimsoll_version_source target)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/version.cpp)
  if(PLIMSOLL_REVISION)
    set(script ${PROJECT_SOURCE_DIR}/cmake/version.sh)
  else()
    set(script echo ${PROJECT_VERSION})
  endif()
  add_custom_target(
    ${target}_version
    BYPRODUCTS ${source}
    COMMAND ${CMAKE_COMMAND} "-DSCRIPT=${script}" -DOUTPUT=${source} -P ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
  add_dependencies(${target} ${target}_version)
endfunction()
