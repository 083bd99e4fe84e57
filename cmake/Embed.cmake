# Compiles the rule pages (analysis/rules/*.md) and the measured evidence into the binary.
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
  target_sources(${target} PRIVATE ${out}/pages.cpp ${out}/evidence_table.cpp)
endfunction()
