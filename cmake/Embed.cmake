# Compiles the rule pages (analysis/rules/*.md), the measured evidence and Python programs into the binary.
function(embed_pages target)
  set(generator ${CMAKE_SOURCE_DIR}/cmake/GenerateEmbedded.cmake)
  set(rules ${CMAKE_SOURCE_DIR}/analysis/rules)
  set(evidence ${CMAKE_SOURCE_DIR}/analysis/evidence/evidence.json)
  set(out ${CMAKE_BINARY_DIR}/generated)

  # The list of pages is a file of its own, rewritten when it changes: so that a page that goes away is noticed, too.
  file(GLOB pages CONFIGURE_DEPENDS ${rules}/*.md)
  file(CONFIGURE OUTPUT ${out}/pages.list CONTENT "${pages}\n" @ONLY)

  add_custom_command(
    OUTPUT ${out}/pages.cpp
    COMMAND ${CMAKE_COMMAND} -DPAGES=${rules} -DOUT=${out}/pages.cpp -P ${generator}
    DEPENDS ${pages} ${out}/pages.list ${generator}
    COMMENT "Embedding rule pages" VERBATIM)
  add_custom_command(
    OUTPUT ${out}/evidence_table.cpp
    COMMAND ${CMAKE_COMMAND} -DEVIDENCE=${evidence} -DOUT=${out}/evidence_table.cpp -P ${generator}
    DEPENDS ${evidence} ${generator}
    COMMENT "Embedding evidence" VERBATIM)
  if(PERFHINT_TESTS)
    embed_tests()
  endif()
  target_sources(${target} PRIVATE ${out}/pages.cpp ${out}/evidence_table.cpp)
endfunction()

# Compiles Python programs into the binary, as script() of server/scripts.h finds them: by their path below server/.
function(embed_scripts target)
  set(generator ${CMAKE_SOURCE_DIR}/cmake/GenerateEmbedded.cmake)
  set(out ${CMAKE_BINARY_DIR}/generated/scripts.cpp)
  set(paths)
  foreach(script ${ARGN})
    list(APPEND paths ${CMAKE_SOURCE_DIR}/server/${script})
  endforeach()
  list(JOIN ARGN "," scripts)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DSCRIPTS=${scripts} -DFOLDER=${CMAKE_SOURCE_DIR}/server -DOUT=${out} -P ${generator}
    DEPENDS ${paths} ${generator}
    COMMENT "Embedding Python programs" VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()

# The evidence's own tests: embedding, the harness, and whether pages and evidence.json tell of the same code.
function(embed_tests)
  add_test(NAME embed
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DOUT=${CMAKE_BINARY_DIR}/embed_test
            -P ${CMAKE_SOURCE_DIR}/tests/embed/embed_test.cmake)
  add_test(NAME evidence_harness COMMAND python3 ${CMAKE_SOURCE_DIR}/analysis/evidence/test_evidence.py)
  add_test(NAME evidence_is_current COMMAND python3 ${CMAKE_SOURCE_DIR}/analysis/evidence/evidence.py --check)
endfunction()
