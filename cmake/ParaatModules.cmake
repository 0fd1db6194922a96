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
endfunction()

function(paraat_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;DEPENDS;LINK" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(test-${name} ${TEST_SOURCES})
  target_include_directories(test-${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(test-${name} PRIVATE PARAAT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(test-${name} PRIVATE paraat_warnings ${TEST_LINK} GTest::gmock GTest::gtest_main)
  foreach(other ${TEST_DEPENDS})
    target_link_libraries(test-${name} PRIVATE paraat_${other})
  endforeach()
  gtest_discover_tests(test-${name} TEST_PREFIX "${name}/" DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()
