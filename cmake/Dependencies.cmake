# Dependencies, pinned. Debian's packages for the C++ libraries; tree-sitter and its Python grammar from npm, by hash.
find_package(Boost 1.81 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
# toml++ is compiled in, from its headers: a library of its own would have to be wherever the program is copied to.
pkg_check_modules(tomlplusplus REQUIRED tomlplusplus>=3.0)
add_library(tomlplusplus INTERFACE)
target_include_directories(tomlplusplus SYSTEM INTERFACE ${tomlplusplus_INCLUDE_DIRS})
target_compile_definitions(tomlplusplus INTERFACE TOML_HEADER_ONLY=1)
add_library(tomlplusplus::tomlplusplus ALIAS tomlplusplus)
# XXH3 is stable since 0.8. The header alone is used, so there is nothing to link.
pkg_check_modules(xxhash REQUIRED libxxhash>=0.8)
add_library(xxhash_header INTERFACE)
target_include_directories(xxhash_header SYSTEM INTERFACE ${xxhash_INCLUDE_DIRS})
include(TreeSitter)
