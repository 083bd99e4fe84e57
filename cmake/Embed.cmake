# Compiles the rule pages (analysis/rules/*.md) and the measured evidence into the binary.
function(embed_pages target)
  file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/analysis/rules/*.md)
  set(evidence ${CMAKE_SOURCE_DIR}/analysis/evidence/evidence.json)
  set(out ${CMAKE_BINARY_DIR}/generated)
  add_custom_command(
    OUTPUT ${out}/pages.cpp ${out}/evidence_table.cpp
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DOUT=${out} -P ${CMAKE_SOURCE_DIR}/cmake/GenerateEmbedded.cmake
    DEPENDS ${pages} ${evidence} ${CMAKE_SOURCE_DIR}/cmake/GenerateEmbedded.cmake
    COMMENT "Embedding rule pages and evidence" VERBATIM)
  target_sources(${target} PRIVATE ${out}/pages.cpp ${out}/evidence_table.cpp)
endfunction()
