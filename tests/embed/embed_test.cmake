# cmake -DROOT=DIR -DOUT=DIR -P embed_test.cmake: pages arrive verbatim whatever is in them, and damage stops the build.
cmake_minimum_required(VERSION 3.25)
set(generator ${ROOT}/cmake/GenerateEmbedded.cmake)
set(here ${ROOT}/tests/embed)
file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT})

function(generate what from out result)
  execute_process(COMMAND ${CMAKE_COMMAND} -D${what}=${from} -DOUT=${OUT}/${out} -P ${generator}
                  RESULT_VARIABLE code ERROR_VARIABLE said)
  if(result STREQUAL "works" AND NOT code EQUAL 0)
    message(SEND_ERROR "${from}: ${said}")
  elseif(NOT result STREQUAL "works" AND (code EQUAL 0 OR NOT said MATCHES "${result}"))
    message(SEND_ERROR "${from}: should be refused with '${result}', got ${code}: ${said}")
  endif()
endfunction()

function(same a b)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${a} ${b} RESULT_VARIABLE differs)
  if(differs)
    message(SEND_ERROR "${a} is not ${b}")
  endif()
endfunction()

generate(PAGES ${here}/pages pages.cpp works)
same(${OUT}/pages.cpp ${here}/pages.expected)
generate(EVIDENCE ${here}/evidence.json evidence.cpp works)
same(${OUT}/evidence.cpp ${here}/evidence.expected)

set(row "\"rule\": \"a-rule\", \"case\": \"\", \"python\": \"3.12\", \"n\": 10, \"time\": 2.5, \"low\": 2, \"high\": 3")
foreach(damage "\"low\": 2," "2.5" "3.12" "a-rule")
  string(REPLACE "${damage}" "" damaged "${row}")
  file(WRITE ${OUT}/damaged.json "[\n{${damaged}, \"bytes_before\": 1, \"bytes_after\": 2}\n]\n")
  generate(EVIDENCE ${OUT}/damaged.json damaged.cpp "should be")
endforeach()

string(REPEAT "0123456789" 7000 long)
file(WRITE ${OUT}/pages/long.md "${long}")
generate(PAGES ${OUT}/pages long.cpp "65,000")

# Of a program, too, whatever is in it.
file(WRITE ${OUT}/a/b.py [==[
x = "\t)PAGE" ; y = [1; 2]  # ${z}
]==])
execute_process(COMMAND ${CMAKE_COMMAND} -DSCRIPTS=a/b.py -DFOLDER=${OUT} -DOUT=${OUT}/scripts.cpp -P ${generator}
                RESULT_VARIABLE code)
file(READ ${OUT}/scripts.cpp scripts)
file(READ ${OUT}/a/b.py script)
string(FIND "${scripts}" "{\"a/b.py\"sv, R\"PAGE_(${script})PAGE_\"sv}" at)
if(NOT code EQUAL 0 OR at EQUAL -1)
  message(SEND_ERROR "a program is not embedded as it is: ${scripts}")
endif()
