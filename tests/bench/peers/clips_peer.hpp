#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "hub/core/input.hpp"
#include "tests/bench/site/deployment.hpp"

namespace paraat::bench {

// The same rules in CLIPS, as its library runs them: a report is a fact that is asserted, run and retracted.
class ClipsPeer {
public:
    // Ends the process where CLIPS does not take a rule.
    explicit ClipsPeer(const std::vector<Sketch>& rules);
    ~ClipsPeer();
    ClipsPeer(const ClipsPeer&) = delete;
    ClipsPeer& operator=(const ClipsPeer&) = delete;

    // The numbers of the rules that fired.
    const std::set<std::size_t>& judge(const core::Report& report);
    static std::string version();

private:
    void* environment_;
    void* template_;
    std::set<std::size_t> fired_;
};

}  // namespace paraat::bench
