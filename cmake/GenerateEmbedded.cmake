# cmake -DPAGES=DIR -DOUT=FILE -P ...        writes every NAME.md of DIR as (rule, text), sorted by rule
# cmake -DEVIDENCE=JSON -DOUT=FILE -P ...    writes one row a measurement
# cmake -DSCRIPTS=A.py,B.py -DFOLDER=DIR -DOUT=FILE -P ...    writes these files of DIR as (name, text)
# A page's text is only ever one quoted argument: unquoted, semicolons and brackets would make a list of it.
cmake_minimum_required(VERSION 3.25)

# `text` as a C++ raw string whose delimiter does not occur in it. What C++ compilers must accept ends at 64 KB.
function(raw_string out text)
  string(LENGTH "${text}" length)
  if(length GREATER 65000)
    message(FATAL_ERROR "${file}: ${length} bytes; a page may have 65,000 (the limit of a C++ string literal)")
  endif()
  set(delimiter "PAGE")
  string(FIND "${text}" ")${delimiter}\"" at)
  while(NOT at EQUAL -1)
    string(APPEND delimiter "_")
    string(FIND "${text}" ")${delimiter}\"" at)
  endwhile()
  set(${out} "R\"${delimiter}(${text})${delimiter}\"" PARENT_SCOPE)
endfunction()

# The rows are constants: a vector's initialiser list of thousands of them takes compilers minutes. Their strings end in
# `sv`, which knows the length: clang would count it at compile time, and gives up after a million steps.
function(write_source header type name rows)
  file(WRITE "${OUT}" "// Generated; see cmake/GenerateEmbedded.cmake.\n"
       "#include \"${header}\"\n\n#include <iterator>\n#include <string_view>\n\nnamespace perfhint {\nnamespace {\nusing namespace std::literals;\n"
       "constexpr ${type} rows[] = {\n" "${rows}" "};\n}  // namespace\n"
       "const std::vector<${type}>& ${name}() {\n"
       "  static const std::vector<${type}> all(std::begin(rows), std::end(rows));\n"
       "  return all;\n}\n}  // namespace perfhint\n")
endfunction()

if(PAGES)
  file(GLOB files RELATIVE "${PAGES}" "${PAGES}/*.md")
  list(FILTER files EXCLUDE REGEX "^[A-Z]")  # README.md and its like are no rules
  list(TRANSFORM files REPLACE "\\.md$" "")
  list(TRANSFORM files REPLACE "_" "-")
  list(SORT files)
  set(rows "")
  foreach(rule IN LISTS files)
    string(REPLACE "-" "_" name "${rule}")
    set(file "${PAGES}/${name}.md")
    file(READ "${file}" text)
    raw_string(literal "${text}")
    string(APPEND rows "    {\"${rule}\"sv, ${literal}sv},\n")
  endforeach()
  write_source("analysis/rules/pages.h" Page pages "${rows}")
endif()

# A row's value of a key, checked, so that a damaged file stops the build and not the reader of a hint.
function(value_of out line key pattern)
  string(JSON value ERROR_VARIABLE error GET "${line}" "${key}")
  if(error OR NOT value MATCHES "^(${pattern})$")
    message(FATAL_ERROR "${EVIDENCE}: \"${key}\" should be ${pattern} in: ${line} ${error}")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

if(EVIDENCE)
  set(rows "")
  set(number "[0-9]+(\\.[0-9]+)?(e[-+]?[0-9]+)?")
  file(STRINGS "${EVIDENCE}" lines REGEX "\"rule\"")  # an array with one flat object a line
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ",[ \t]*$" "" line "${line}")
    value_of(rule "${line}" rule "[a-z0-9-]+")
    value_of(case "${line}" case "[A-Za-z0-9_-]*")
    value_of(python "${line}" python "3\\.[0-9]+")
    value_of(n "${line}" n "[0-9]+")
    string(REPLACE "3." "" minor "${python}")
    set(row "\"${rule}\"sv, \"${case}\"sv, Python{${minor}}, ${n}")
    foreach(key time low high)
      value_of(value "${line}" ${key} "${number}")
      string(APPEND row ", ${value}")
    endforeach()
    foreach(key bytes_before bytes_after)
      value_of(value "${line}" ${key} "[0-9]*")  # null, where memory was not measured, reads as empty
      if(value STREQUAL "")
        set(value -1)
      endif()
      string(APPEND row ", ${value}")
    endforeach()
    string(APPEND rows "    {${row}},\n")
  endforeach()
  write_source("analysis/evidence/evidence.h" Measurement measurements "${rows}")
endif()

if(SCRIPTS)
  string(REPLACE "," ";" names "${SCRIPTS}")
  set(rows "")
  foreach(name IN LISTS names)
    set(file "${FOLDER}/${name}")
    file(READ "${file}" text)
    raw_string(literal "${text}")
    string(APPEND rows "    {\"${name}\"sv, ${literal}sv},\n")
  endforeach()
  write_source("server/scripts.h" server::Script server::scripts "${rows}")
endif()
