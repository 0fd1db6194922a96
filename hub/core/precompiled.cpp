// Nothing is here: a header is precompiled for a target, and a target has a file.
#include "hub/core/precompiled.hpp"
