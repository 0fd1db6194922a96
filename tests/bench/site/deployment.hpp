#pragma once

#include <string>
#include <vector>

#include "hub/core/input.hpp"

namespace paraat::bench {

// One thing that a rule tests of a report. Words stand for themselves in both languages.
struct Test {
    enum class Kind {
        among,   // the field is one of the words
        not_is,  // the field is not the word
        tag,     // the word is among the tags
        persons  // there are `number` persons at least
    };
    Kind kind = Kind::among;
    std::string field = {};  // "category"
    std::vector<std::string> words = {};
    int number = 0;
};

// A rule as what both sides say in their own words: it holds when all tests of one of the ways hold.
struct Sketch {
    std::string name;
    std::vector<std::vector<Test>> ways;
};

// Rules as a deployment has them: five for everybody, in the shape of config/rules, and five for each site that it
// guards, which has a contract and an area of its own. More rules are more sites, and a report is of one of them.
std::vector<Sketch> rules_of(std::size_t count);
// By chance from a seed, six of ten at one of the sites of so many rules.
std::vector<core::Report> reports_for(std::size_t rules, std::size_t count);

std::string toml_of(const std::vector<Sketch>& rules);
// "(defrule ...)"; it calls (fired NUMBER).
std::string defrule_of(const Sketch& rule, std::size_t number);

}  // namespace paraat::bench
