# PERFHINT_SANITIZE=address,undefined | thread | empty: for every target, the fetched ones too.
set(PERFHINT_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
if(PERFHINT_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(PERFHINT_SANITIZE)
  add_compile_options(-fsanitize=${PERFHINT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PERFHINT_SANITIZE})
  # GCC takes its own instrumentation for uses of what was not set (GCC bug 80635 and its kin).
  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
endif()
