#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/source_issue.hpp"

namespace paraat::codec::p2000 {

enum class Service { unknown, police, fire, ambulance, lifeboat };
std::string_view word(Service service);

// What a dispatcher writes for one classification.
struct Classification {
    std::vector<std::string> words;  // the phrase, word by word in lower case
    std::string name;                // "Brand/Gebouw/Woning"
    std::string code;                // of the LMC; empty = not known
    Service service = Service::unknown;
    std::string category;  // of the organisation; empty = by its code
};

// The words of dispatchers, as data (config/p2000.toml). Immutable once read; any thread.
struct Tables {
    bool is_utc = false;  // the clock of receivers; otherwise that of the place
    std::vector<Classification> classes;
    std::map<std::string, std::string> categories;  // by the beginning of an LMC code; the longest counts
    std::map<std::string, std::string> places;      // "SGRAVH" is "'s-Gravenhage"
    std::vector<std::string> place_names;           // of several words, in lower case
    std::vector<std::string> street_ends;           // "straat"
    std::vector<std::string> loose_street_ends;     // "dijk": ends names of places too
};

// What is wrong is an issue; what is right is in the tables.
Tables read_tables(std::string_view text, const std::string& file, std::vector<SourceIssue>& issues);

// The organisation's category of a classification: its own, else by its code, else `other`.
std::string category_of(const Tables& tables, std::string_view category, std::string_view code);

}  // namespace paraat::codec::p2000
