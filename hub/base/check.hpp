#pragma once

#include <cstdio>
#include <cstdlib>

// A broken promise of our own code: stops the process, in every build. Never for anything that came from outside.
#define PARAAT_CHECK(condition)                                                                \
    do {                                                                                       \
        if (!(condition)) {                                                                    \
            std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
            std::abort();                                                                      \
        }                                                                                      \
    } while (false)
