# tree-sitter 0.25.1 and tree-sitter-python 0.25.0: C sources, compiled here. Looked for in this order:
#   1. -DPERFHINT_TREE_SITTER_DIR=DIR  with DIR/tree-sitter/lib and DIR/tree-sitter-python/src
#   2. an installed tree-sitter >= 0.25 that comes with tree-sitter-python 0.25.0 (pkg-config)
#   3. npm pack into PERFHINT_DEPS_DIR, checked by SHA-512; install scripts are never run
set(PERFHINT_TREE_SITTER_DIR "" CACHE PATH "Sources of tree-sitter and tree-sitter-python to use instead of npm's")
set(PERFHINT_DEPS_DIR ${CMAKE_SOURCE_DIR}/.deps CACHE PATH "Where fetched sources are kept")

set(PERFHINT_TREE_SITTER_VERSION 0.25.1)
set(PERFHINT_TREE_SITTER_PYTHON_VERSION 0.25.0)
set(PERFHINT_TREE_SITTER_SHA512
    9ab70476462d1dfacad40e9fb373ba171901a344228395d45ea1e1c54390bb46e63e8d34405e17692c7879da5acdd1f0c674828e518a1a022a59d68de1dbd32c)
set(PERFHINT_TREE_SITTER_PYTHON_SHA512
    782989c7acd06b7e46c5a0ad403fb05c73a162a07110bf9ba7bd56fecddf70332ed3a32bb739155d1e37edd46b0ab6eb0dbc8bb940c9a4083272cee772780b5f)

# Fetches NAME@VERSION from npm into PERFHINT_DEPS_DIR/NAME-VERSION/package unless it is there with the right hash.
function(perfhint_npm_pack name version sha512)
  set(folder ${PERFHINT_DEPS_DIR}/${name}-${version})
  set(archive ${PERFHINT_DEPS_DIR}/${name}-${version}.tgz)
  if(EXISTS ${folder}/.verified-${sha512})
    return()
  endif()
  file(MAKE_DIRECTORY ${PERFHINT_DEPS_DIR})
  if(NOT EXISTS ${archive})
    find_program(NPM npm)
    if(NOT NPM)
      message(FATAL_ERROR "${name} ${version} is fetched by npm, which is not here: install npm, or give its sources "
                          "by -DPERFHINT_TREE_SITTER_DIR=DIR")
    endif()
    message(STATUS "Fetching ${name} ${version} from the npm registry")
    execute_process(COMMAND ${NPM} pack --ignore-scripts --silent ${name}@${version}
                    WORKING_DIRECTORY ${PERFHINT_DEPS_DIR} RESULT_VARIABLE failed OUTPUT_QUIET)
    if(failed OR NOT EXISTS ${archive})
      message(FATAL_ERROR "npm pack ${name}@${version} failed: see above, or give the sources by "
                          "-DPERFHINT_TREE_SITTER_DIR=DIR")
    endif()
  endif()
  file(SHA512 ${archive} actual)
  if(NOT actual STREQUAL sha512)
    message(FATAL_ERROR "${archive} has SHA-512 ${actual}, not the pinned ${sha512}: delete it and configure again")
  endif()
  file(REMOVE_RECURSE ${folder})
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder})
  file(TOUCH ${folder}/.verified-${sha512})
endfunction()

function(perfhint_tree_sitter_from core grammar)
  foreach(file ${core}/src/lib.c ${grammar}/parser.c ${grammar}/scanner.c)
    if(NOT EXISTS ${file})
      message(FATAL_ERROR "${file} is missing: PERFHINT_TREE_SITTER_DIR needs tree-sitter/lib and tree-sitter-python/src")
    endif()
  endforeach()
  add_library(tree_sitter STATIC ${core}/src/lib.c)
  target_include_directories(tree_sitter SYSTEM PUBLIC ${core}/include PRIVATE ${core}/src)
  target_compile_definitions(tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
  add_library(tree_sitter_python STATIC ${grammar}/parser.c ${grammar}/scanner.c)
  target_include_directories(tree_sitter_python PRIVATE ${grammar})
  target_link_libraries(tree_sitter_python PUBLIC tree_sitter)
  # A release parser is 3 times faster than an unoptimised one, and is not what a debug build is for.
  target_compile_options(tree_sitter PRIVATE -w $<$<CONFIG:Debug>:-O1>)
  target_compile_options(tree_sitter_python PRIVATE -w $<$<CONFIG:Debug>:-O1>)
  # std::bad_alloc passes through the parser (analysis/syntax/parser.cpp).
  target_compile_options(tree_sitter PRIVATE -fexceptions)
  target_compile_options(tree_sitter_python PRIVATE -fexceptions)
  target_compile_definitions(tree_sitter_python PRIVATE TREE_SITTER_REUSE_ALLOCATOR)
endfunction()

if(PERFHINT_TREE_SITTER_DIR)
  message(STATUS "tree-sitter: ${PERFHINT_TREE_SITTER_DIR}")
  perfhint_tree_sitter_from(${PERFHINT_TREE_SITTER_DIR}/tree-sitter/lib ${PERFHINT_TREE_SITTER_DIR}/tree-sitter-python/src)
  return()
endif()

pkg_check_modules(TREE_SITTER QUIET IMPORTED_TARGET tree-sitter)
if(TREE_SITTER_FOUND AND TREE_SITTER_VERSION VERSION_LESS 0.25)
  message(STATUS "tree-sitter: the installed ${TREE_SITTER_VERSION} is too old (it reads grammars up to ABI 14, "
                 "tree-sitter-python ${PERFHINT_TREE_SITTER_PYTHON_VERSION} is ABI 15); using npm's sources")
elseif(TREE_SITTER_FOUND)
  pkg_check_modules(TREE_SITTER_PYTHON QUIET IMPORTED_TARGET tree-sitter-python=${PERFHINT_TREE_SITTER_PYTHON_VERSION})
  if(TREE_SITTER_PYTHON_FOUND)
    message(STATUS "tree-sitter: installed ${TREE_SITTER_VERSION}, grammar ${TREE_SITTER_PYTHON_VERSION}")
    add_library(tree_sitter_python INTERFACE)
    target_link_libraries(tree_sitter_python INTERFACE PkgConfig::TREE_SITTER PkgConfig::TREE_SITTER_PYTHON)
    return()
  endif()
  message(STATUS "tree-sitter: ${TREE_SITTER_VERSION} is installed, tree-sitter-python "
                 "${PERFHINT_TREE_SITTER_PYTHON_VERSION} is not (its node shapes are pinned); using npm's sources")
endif()

perfhint_npm_pack(tree-sitter ${PERFHINT_TREE_SITTER_VERSION} ${PERFHINT_TREE_SITTER_SHA512})
perfhint_npm_pack(tree-sitter-python ${PERFHINT_TREE_SITTER_PYTHON_VERSION} ${PERFHINT_TREE_SITTER_PYTHON_SHA512})
perfhint_tree_sitter_from(
  ${PERFHINT_DEPS_DIR}/tree-sitter-${PERFHINT_TREE_SITTER_VERSION}/package/vendor/tree-sitter/lib
  ${PERFHINT_DEPS_DIR}/tree-sitter-python-${PERFHINT_TREE_SITTER_PYTHON_VERSION}/package/src)
