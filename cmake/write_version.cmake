# Writes OUTPUT, a source that knows this build's version. An unchanged version leaves the file as it is.
execute_process(COMMAND ${SCRIPT} OUTPUT_VARIABLE VERSION OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "[+]git[0-9]+[.]([0-9a-f]+)" ignored "${VERSION}")
set(REVISION "${CMAKE_MATCH_1}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.cpp.in ${OUTPUT} @ONLY)
