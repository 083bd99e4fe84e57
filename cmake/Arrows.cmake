# The layers' arrows, as a build step that every layer waits for: a forbidden include stops the build with its place.
add_custom_target(arrows COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/CheckArrows.cmake
                  COMMENT "Checking that includes point down only" VERBATIM)
