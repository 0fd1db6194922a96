#pragma once

#include "tests/conformance/case.hpp"

namespace paraat::conformance {

// What became of a case.
struct Verdict {
    bool has_passed = false;
    std::string wanted;
    std::string got;
};

Verdict run(const Case& one);

}  // namespace paraat::conformance
