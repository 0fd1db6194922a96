# Headers from schemas/*.fbs, made in the build and never committed: NAME_generated.h (accessors and builders) and
# NAME_bfbs_generated.h (the schema itself, for the JSON twin).
#
#   paraat_schemas(common report ...)      library paraat_schemas
function(paraat_schemas)
  find_program(FLATC flatc REQUIRED)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated/schemas")
  file(MAKE_DIRECTORY "${folder}")
  set(sources)
  foreach(name ${ARGN})
    list(APPEND sources "${CMAKE_CURRENT_SOURCE_DIR}/${name}.fbs")
  endforeach()
  set(made)
  foreach(name ${ARGN})
    set(outputs "${folder}/${name}_generated.h")
    add_custom_command(
      OUTPUT "${folder}/${name}_generated.h"
      COMMAND "${FLATC}" --cpp --scoped-enums --bfbs-gen-embed --warnings-as-errors -o "${folder}"
              "${CMAKE_CURRENT_SOURCE_DIR}/${name}.fbs"
      DEPENDS ${sources}
      COMMENT "schema ${name}")
    list(APPEND made ${outputs})
  endforeach()
  add_custom_target(paraat_schema_headers DEPENDS ${made})
  add_library(paraat_schemas INTERFACE)
  add_dependencies(paraat_schemas paraat_schema_headers)
  # SYSTEM: generated code answers to its generator, not to our warnings.
  target_include_directories(paraat_schemas SYSTEM INTERFACE "${CMAKE_CURRENT_BINARY_DIR}/generated")
endfunction()
