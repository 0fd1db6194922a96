#pragma once

#include <algorithm>

#include "clients/cli/doctor/finding.hpp"

namespace paraat::test {

// The worst of a check; `unknown` where it says nothing at all.
inline cli::Grade grade_of(const cli::Findings& all, const std::string& check) {
    cli::Grade worst = cli::Grade::unknown;
    bool has_any = false;
    for (const cli::Finding& one : all) {
        if (one.check != check) continue;
        worst = has_any ? std::max(worst, one.grade) : one.grade;
        has_any = true;
    }
    return worst;
}

// What it says, in order.
inline std::vector<std::string> what_of(const cli::Findings& all, const std::string& check) {
    std::vector<std::string> said;
    for (const cli::Finding& one : all) {
        if (one.check == check) said.push_back(one.what);
    }
    return said;
}

}  // namespace paraat::test
