# Where things go. The unit starts /usr/bin/plimsolld and the programs read /etc/plimsoll, so /usr is the prefix unless another is given.
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  set_property(CACHE CMAKE_INSTALL_PREFIX PROPERTY VALUE /usr)
endif()

install(TARGETS plimsolld plimsoll RUNTIME DESTINATION bin)
install(FILES systemd/plimsolld.service systemd/plimsolld.socket DESTINATION lib/systemd/system)
install(FILES systemd/sysusers.d/plimsoll.conf DESTINATION lib/sysusers.d)
install(FILES systemd/tmpfiles.d/plimsoll.conf DESTINATION lib/tmpfiles.d)
install(FILES config/prometheus/plimsoll.rules.yml config/prometheus/prometheus.example.yml DESTINATION share/plimsoll/prometheus)
install(FILES README.md docs/rules.md docs/alerts.md docs/coverage.md
              systemd/without-host-facts.conf DESTINATION share/doc/plimsoll)

# These are the operator's once they are there.
foreach(file plimsoll.yaml policy.yaml)
  install(CODE "
    if(NOT EXISTS \"\$ENV{DESTDIR}/etc/plimsoll/${file}\")
      file(INSTALL \"${PROJECT_SOURCE_DIR}/config/${file}\" DESTINATION /etc/plimsoll)
    endif()")
endforeach()
