# One static library per folder, and its tests beside it.
#
#   paraat_module(rules SOURCES rule_set.cpp ... DEPENDS core LINK re2)
#     library paraat_rules; DEPENDS names modules of ours (the dependency graph that tests/lint reads), LINK what is not ours.
#   paraat_test(core SOURCES tests/unit/core/incident_test.cpp ... DEPENDS core)
#     program test-core, each of its tests a ctest entry.
function(paraat_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES;DEPENDS;LINK" ${ARGN})
  add_library(paraat_${name} STATIC ${MODULE_SOURCES})
  target_include_directories(paraat_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(paraat_${name} PRIVATE paraat_warnings PUBLIC ${MODULE_LINK})
  foreach(other ${MODULE_DEPENDS})
    target_link_libraries(paraat_${name} PUBLIC paraat_${other})
  endforeach()
  paraat_precompile(paraat_${name} "${MODULE_DEPENDS}")
endfunction()

# What the core's types and the standard library take to be read is read once, for the core and all that stand on it. It
# is compiled here each time, never taken from the compiler's cache: one that is not of these headers fails everything.
add_library(paraat_precompiled STATIC "${PROJECT_SOURCE_DIR}/hub/core/precompiled.cpp")
target_include_directories(paraat_precompiled PRIVATE "${PROJECT_SOURCE_DIR}")
target_link_libraries(paraat_precompiled PRIVATE paraat_warnings)
target_precompile_headers(paraat_precompiled PRIVATE "${PROJECT_SOURCE_DIR}/hub/core/precompiled.hpp")
set_target_properties(paraat_precompiled PROPERTIES CXX_COMPILER_LAUNCHER "")

function(paraat_precompile target depends)
  if(target STREQUAL paraat_core OR "core" IN_LIST depends OR "app" IN_LIST depends)
    target_precompile_headers(${target} REUSE_FROM paraat_precompiled)
  endif()
endfunction()

function(paraat_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;DEPENDS;LINK" ${ARGN})
  include(GoogleTest)
  add_executable(test-${name} ${TEST_SOURCES})
  paraat_test_target(test-${name})
  target_precompile_headers(test-${name} REUSE_FROM paraat_test_support)
  target_link_libraries(test-${name} PRIVATE paraat_test_support ${TEST_LINK} GTest::gtest_main)
  foreach(other ${TEST_DEPENDS})
    target_link_libraries(test-${name} PRIVATE paraat_${other})
  endforeach()
  gtest_discover_tests(test-${name} TEST_PREFIX "${name}/" DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()

# What all tests are compiled with: not optimised, because half of the build's time went into that, and with the headers
# that each of them includes compiled once.
function(paraat_test_target target)
  find_package(GTest REQUIRED)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${target} PRIVATE PARAAT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_BATCH_SIZE 8)
  target_link_libraries(${target} PRIVATE paraat_warnings GTest::gmock)
endfunction()
