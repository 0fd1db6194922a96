#include "tests/bench/site/deployment.hpp"

#include <algorithm>
#include <iterator>
#include <random>

namespace paraat::bench {
namespace {

constexpr std::size_t rules_per_site = 5;

const std::vector<std::string> categories = {"youth_nuisance",
                                             "loitering",
                                             "street_intimidation",
                                             "drug_nuisance",
                                             "alcohol_nuisance",
                                             "noise_nuisance",
                                             "fireworks_nuisance",
                                             "vandalism",
                                             "disturbed_person",
                                             "theft",
                                             "burglary",
                                             "robbery",
                                             "assault",
                                             "drug_dealing",
                                             "stabbing",
                                             "shooting",
                                             "explosion",
                                             "riot",
                                             "armed_violence",
                                             "gang_violence",
                                             "suspicious_situation",
                                             "undermining_signal",
                                             "panic",
                                             "other"};
const std::vector<std::string> tags = {"night", "firearm", "knife", "group", "scooter", "camera", "repeat", "school"};
const std::vector<std::string> classes = {"BZOV-DRGS", "VZLV-OVRL", "GEWL-DRGN", "BZDF-INBR"};  // of the LMC

// From a seed.
class Chance {
public:
    explicit Chance(std::uint32_t seed) : engine_(seed) {}
    std::size_t below(std::size_t end) { return engine_() % end; }
    bool in_ten(std::size_t times) { return below(10) < times; }
    const std::string& of(const std::vector<std::string>& list) { return list[below(list.size())]; }
    std::vector<std::string> some_of(const std::vector<std::string>& list, std::size_t count) {
        std::vector<std::string> some;
        std::sample(list.begin(), list.end(), std::back_inserter(some), count, engine_);
        return some;
    }

private:
    std::mt19937 engine_;
};

Test is_among(std::string field, std::vector<std::string> words) {
    return {Test::Kind::among, std::move(field), std::move(words), 0};
}
Test is_not(std::string field, std::string word) {
    return {Test::Kind::not_is, std::move(field), {std::move(word)}, 0};
}
Test has_tag(std::string word) {
    return {Test::Kind::tag, "tags", {std::move(word)}, 0};
}
Test has_persons(int number) {
    return {Test::Kind::persons, "persons", {}, number};
}

void add_general(std::vector<Sketch>& rules) {
    rules.push_back({"firearm-in-public",
                     {{is_among("severity", {"extreme"}), is_not("category", "panic")},
                      {has_tag("firearm")},
                      {is_among("category", {"shooting", "riot"})}}});
    rules.push_back(
        {"violence-by-arms-or-gangs",
         {{is_among("category", {"explosion", "armed_violence", "gang_violence", "stabbing"})}, {has_tag("knife")}}});
    rules.push_back({"drugs-for-sale", {{is_among("category", {"drug_dealing"})}}});
    rules.push_back({"nuisance", {{is_among("category", {categories.begin(), categories.begin() + 9})}}});
    rules.push_back({"very-many", {{has_persons(150)}}});
}

void add_site(std::vector<Sketch>& rules, std::size_t site, Chance& chance) {
    const std::string number = std::to_string(site);
    const auto named = [&](const char* what) { return "site-" + number + "-" + what; };
    const Test of_contract = is_among("contract", {"contract-" + number});
    const Test in_area = is_among("area", {"area-" + number});
    rules.push_back({named("agreed"), {{of_contract, is_among("category", chance.some_of(categories, 3))}}});
    rules.push_back(
        {named("grave"), {{of_contract, is_among("severity", {"severe", "extreme"}), is_not("category", "panic")}}});
    rules.push_back(
        {named("crowd"), {{in_area, is_among("category", chance.some_of(categories, 2)), has_persons(20)}}});
    rules.push_back(
        {named("armed"), {{in_area, has_tag("firearm")}, {in_area, is_among("category", {"shooting", "stabbing"})}}});
    rules.push_back(
        {named("known"), {{has_tag("watched-" + number)}, {of_contract, is_among("lmc", {chance.of(classes)})}}});
}

std::string quoted(const std::string& word) {
    return "\"" + word + "\"";
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
    return text;
}

std::string condition_of(const Test& test) {
    const std::string field = "report." + test.field;
    std::vector<std::string> words;
    std::transform(test.words.begin(), test.words.end(), std::back_inserter(words), quoted);
    switch (test.kind) {
        case Test::Kind::among:
            return words.size() == 1 ? field + " == " + words[0] : field + " in [" + joined(words, ", ") + "]";
        case Test::Kind::not_is: return field + " != " + words[0];
        case Test::Kind::tag: return words[0] + " in " + field;
        case Test::Kind::persons: return field + " >= " + std::to_string(test.number);
    }
    return {};
}

// The test as the slot of a pattern.
std::string slot_of(const Test& test) {
    switch (test.kind) {
        case Test::Kind::among: return "(" + test.field + " " + joined(test.words, "|") + ")";
        case Test::Kind::not_is: return "(" + test.field + " ~" + test.words[0] + ")";
        case Test::Kind::tag: return "(tags $? " + test.words[0] + " $?)";
        case Test::Kind::persons: return "(persons ?p&:(>= ?p " + std::to_string(test.number) + "))";
    }
    return {};
}

}  // namespace

std::vector<Sketch> rules_of(std::size_t count) {
    std::vector<Sketch> rules;
    add_general(rules);
    Chance chance(7);
    for (std::size_t site = 0; rules.size() < count; ++site) add_site(rules, site, chance);
    rules.resize(count);
    return rules;
}

std::vector<core::Report> reports_for(std::size_t rules, std::size_t count) {
    const std::size_t sites = (rules - 1) / rules_per_site;
    Chance chance(11);
    std::vector<core::Report> reports(count);
    for (core::Report& report : reports) {
        report.category = core::CategoryName{chance.of(categories)};
        report.severity = static_cast<core::Severity>(chance.below(5));
        report.persons = static_cast<std::int32_t>(chance.in_ten(2) ? chance.below(200) : chance.below(10));
        report.tags = chance.some_of(tags, chance.below(4));
        report.text = "seen from the street, two of them are still there";
        report.lmc = chance.in_ten(5) ? chance.of(classes) : "";
        if (!chance.in_ten(6)) continue;
        const std::string number = std::to_string(chance.below(sites));
        report.contract = "contract-" + number;
        report.area = "area-" + number;
        if (chance.in_ten(1)) report.tags.push_back("watched-" + number);
    }
    return reports;
}

std::string toml_of(const std::vector<Sketch>& rules) {
    std::string text;
    for (const Sketch& rule : rules) {
        std::vector<std::string> ways;
        for (const auto& way : rule.ways) {
            std::vector<std::string> tests;
            std::transform(way.begin(), way.end(), std::back_inserter(tests), condition_of);
            ways.push_back(joined(tests, " && "));
        }
        text += "[[rule]]\nname = " + quoted(rule.name) + "\nwhen = '" + joined(ways, " || ") +
                "'\nthen = { division = \"dvo\", priority = 2 }\n\n";
    }
    return text;
}

std::string defrule_of(const Sketch& rule, std::size_t number) {
    std::vector<std::string> patterns;
    for (const auto& way : rule.ways) {
        std::vector<std::string> slots;
        std::transform(way.begin(), way.end(), std::back_inserter(slots), slot_of);
        patterns.push_back("(report " + joined(slots, " ") + ")");
    }
    const std::string all = joined(patterns, " ");
    return "(defrule " + rule.name + " " + (patterns.size() == 1 ? all : "(or " + all + ")") + " => (fired " +
           std::to_string(number) + "))";
}

}  // namespace paraat::bench
