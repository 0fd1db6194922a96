#pragma once

#include <string>
#include <utility>
#include <vector>

// What `paraat doctor` says (docs/doctor.md). Each group of checks is a function of facts that were read before it.
namespace paraat::cli {

// `open`: today somebody gets in who should not, or is kept out who should not be. `warn`: that will be so, may be so,
// or something does not work as it should. `unknown`: it could not be looked at.
enum class Grade { ok, unknown, warn, open };

struct Finding {
    std::string check;  // "broker-access"; stable
    Grade grade = Grade::ok;
    std::string what;
    std::string next = {};  // to do; empty = nothing

    bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

inline void add_all(Findings& to, Findings more) {
    for (Finding& one : more) to.push_back(std::move(one));
}

}  // namespace paraat::cli
