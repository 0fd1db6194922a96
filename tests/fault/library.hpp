#pragma once

#include <dlfcn.h>

// What a function of the C library is that one of ours has taken the name of.
template <class Function>
Function* of_library(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}
