# What makes a fault of memory harder to use, in optimised builds of ours and of what we compile in (SECURITY.md);
# tests/faults/test_hardening.py reads the program for it.
include(CheckPIESupported)
check_pie_supported(LANGUAGES C CXX)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_compile_options(-fstack-protector-strong)
add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
if(NOT PERFHINT_SANITIZE)  # sanitizers watch the functions that _FORTIFY_SOURCE replaces
  add_compile_options($<$<CONFIG:Release>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endif()
