#pragma once

#include <gtest/gtest.h>

#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/support/centre.hpp"

namespace paraat::rules {

// Rules as they stand in files, through the whole core: a test gives its own, three escalations to the opco are there
// (to-opco, serious-threat, panic), and one named polygon, "centrum". The clock begins at 2025-11-23T23:20:00Z.
struct Night {
    explicit Night(const std::string& text) {
        using namespace std::chrono_literals;
        centre.organisation.categories.at(core::CategoryName{"youth_nuisance"}).join_quiet = 2h;
        RuleReading reading = read(text);
        for (const SourceIssue& issue : reading.issues) ADD_FAILURE() << issue.message;
        rules = RuleSet(std::move(reading.content));
        centre.asked_rules = &rules;
    }

    RuleReading read(const std::string& text) const {
        std::string whole;
        for (const auto& [name, every] : {std::pair{"to-opco", "60s"}, {"serious-threat", "60s"}, {"panic", "30s"}}) {
            whole += "[[escalation]]\nname = \"" + std::string(name) +
                     "\"\nsteps = [{ notify = \"role/opco\", repeat_every = \"" + every + "\" }]\n";
        }
        return read_rules({{{"rules.toml", whole + text}, {"areas.geojson", square}}}, &centre.organisation);
    }
    // The codes of what is wrong with it.
    std::vector<std::string> codes(const std::string& text) const {
        std::vector<std::string> found;
        for (const SourceIssue& issue : read(text).issues) found.push_back(issue.code);
        return found;
    }
    void restarts() { centre.restarts(); }
    core::Outcome reports(const std::string& category, const std::string& client = "radio-1") {
        return centre.receives(client, test::report(category));
    }
    const core::Incident& incident(const core::Outcome& outcome) const { return centre.incident(outcome); }

    static constexpr const char* square =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"centrum"},"geometry":)"
        R"({"type":"Polygon","coordinates":[[[4.47,51.91],[4.49,51.91],[4.49,51.93],[4.47,51.93],[4.47,51.91]]]}}]})";

    test::Centre centre;
    RuleSet rules;
};

}  // namespace paraat::rules
