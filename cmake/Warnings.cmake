# Warnings are errors in our own code; never applied to what we fetch.
add_library(perfhint_warnings INTERFACE)
target_compile_options(perfhint_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
