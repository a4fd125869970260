# Where things go. The unit starts /usr/bin/plimsolld and the programs read /etc/plimsoll, so /usr is the prefix unless another is given.
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  set_property(CACHE CMAKE_INSTALL_PREFIX PROPERTY VALUE /usr)
endif()

install(TARGETS plimsolld plimsoll RUNTIME DESTINATION bin)
install(FILES systemd/plimsolld.service systemd/plimsolld.socket DESTINATION lib/systemd/system)
install(FILES systemd/sysusers.d/plimsoll.conf DESTINATION lib/sysusers.d)
install(FILES systemd/tmpfiles.d/plimsoll.conf DESTINATION lib/tmpfiles.d)
install(FILES config/prometheus/plimsoll.rules.yml config/prometheus/prometheus.example.yml DESTINATION share/plimsoll/prometheus)

set(documents ${CMAKE_BINARY_DIR}/daemon/docs)
install(FILES ${documents}/man/plimsoll.1 DESTINATION share/man/man1)
install(FILES ${documents}/man/plimsoll.yaml.5 ${documents}/man/plimsoll-policy.5 DESTINATION share/man/man5)
install(FILES ${documents}/man/plimsolld.8 DESTINATION share/man/man8)
install(FILES ${documents}/bash/plimsoll ${documents}/bash/plimsolld DESTINATION share/bash-completion/completions)
install(FILES ${documents}/zsh/_plimsoll ${documents}/zsh/_plimsolld DESTINATION share/zsh/vendor-completions)

# The folders are those of the repository, so that the links between the documents lead somewhere.
file(GLOB pages CONFIGURE_DEPENDS docs/*.md)
install(FILES README.md SECURITY.md systemd/without-host-facts.conf DESTINATION share/doc/plimsoll)
install(FILES ${pages} DESTINATION share/doc/plimsoll/docs)
install(CODE "
  set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/share/doc/plimsoll/config\")
  file(MAKE_DIRECTORY \"\${folder}\")
  file(CREATE_LINK ../../../plimsoll/prometheus \"\${folder}/prometheus\" SYMBOLIC)")

# Configuration of the prefix /usr is in /etc, of another in its own etc. The operator's files stay as they are.
install(CODE "
  set(etc \"\${CMAKE_INSTALL_PREFIX}/etc/plimsoll\")
  if(CMAKE_INSTALL_PREFIX STREQUAL /usr)
    set(etc /etc/plimsoll)
  endif()
  file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${etc}/policy.d\")
  foreach(file plimsoll.yaml policy.yaml)
    if(NOT EXISTS \"\$ENV{DESTDIR}\${etc}/\${file}\")
      file(INSTALL \"${PROJECT_SOURCE_DIR}/config/\${file}\" DESTINATION \"\${etc}\")
    endif()
  endforeach()")
