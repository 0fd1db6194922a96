#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

void add_rules(Setting& setting, const Words& words) {
    setting.rule_files.emplace_back(setting.path, words["block"]);
}

void take_place_of_rules(Setting& setting, const Words& words) {
    setting.has_shipped_rules = false;
    add_rules(setting, words);
}

// Named polygons, as GeoJSON.
void add_areas(Setting& setting, const Words& words) {
    setting.rule_files.emplace_back(setting.path + ".geojson", words["block"]);
}

void add_organisation(Setting& setting, const Words& words) {
    setting.more_organisation += words["block"];
}

void authorise_until(Setting& setting, const Words& words) {
    setting.authorised_until = words["text"];
}

void authorise_nothing(Setting& setting, const Words&) {
    setting.has_authorised_work = false;
}

constexpr Sentence all_head_sentences[] = {
    {"rules: {block}", take_place_of_rules},
    {"more rules: {block}", add_rules},
    {"areas: {block}", add_areas},
    {"more organisation: {block}", add_organisation},
    {"covert work is authorised until {text}", authorise_until},
    {"no covert work is authorised", authorise_nothing},
};

}  // namespace

Sentences head_sentences() {
    return all_head_sentences;
}

}  // namespace paraat::scenario
