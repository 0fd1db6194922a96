#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <utility>

#include "tests/support/centre.hpp"

// What must hold whatever comes, in whatever order: sequences are made by chance, and a failing one is cut down to its
// shortest form. RC_PARAMS="seed=..." repeats a run.
namespace paraat::test {
namespace {

// Four numbers are one step: what is done, by whom, to which incident or instruction, and how.
using Step = std::tuple<std::uint8_t, std::uint8_t, std::uint8_t, std::uint8_t>;
using Steps = std::vector<Step>;

constexpr const char* clients[] = {"console-1", "opco-1",  "coord-overlast-1", "coord-ondermijning-1",
                                   "radio-1",   "radio-2", "radio-7",          "radio-8",
                                   "stranger"};
constexpr const char* categories[] = {"shooting", "theft", "noise_nuisance", "other", "panic", "no_such_thing"};
constexpr const char* targets[] = {"team/it-overlast", "unit/radio-7", "role/opco", "division/dvl", "team/none"};
constexpr const char* divisions[] = {"dvl", "dvo", "sector", "none"};

template <class List>
auto one_of(const List& list, std::size_t number) {
    return list[number % std::size(list)];
}

// Carries steps out in a centre of its own.
class Night {
public:
    void go(const Step& step) {
        const auto [what, who, which, how] = step;
        const std::string client = one_of(clients, who);
        switch (what % 8) {
            case 0: centre.receives(client, a_report(which, how)); break;
            case 1: centre.receives(client, an_ack(which, how)); break;
            case 2:
            case 3: centre.receives(client, a_command(which, how)); break;
            case 4: centre.receives(client, an_update(which, how)); break;
            case 5: centre.beacon(client, an_update(which, how)); break;
            case 6: centre.receives(client, an_order(which, how)); break;
            case 7: pass(which, how); break;
        }
    }

    Centre centre;

private:
    static core::Report a_report(std::uint8_t which, std::uint8_t how) {
        core::Report made = report(one_of(categories, which), 51.92, 4.48 + 0.001 * (how % 4));
        if (how % 5 == 0) made.position.reset();
        if (how % 7 == 0) made.severity = static_cast<core::Severity>(how % 5);
        made.covert = how % 11 == 0;
        made.exercise = how % 13 == 0;
        return made;
    }
    core::Ack an_ack(std::uint8_t which, std::uint8_t how) const {
        core::Ack ack;
        if (how % 4 == 0) {
            ack.instruction = an_instruction(which);
        } else {
            ack.incident = an_incident(which);
        }
        ack.answer = static_cast<core::Answer>(how % 7);
        if (how % 3 == 0) ack.rev = which;
        return ack;
    }
    core::Command a_command(std::uint8_t which, std::uint8_t how) const {
        core::Command command;
        command.deed = static_cast<core::Deed>(how % 25);
        command.incident = an_incident(which);
        command.instruction = an_instruction(which);
        command.text = "said";
        command.division = core::DivisionName{one_of(divisions, which + how)};
        if (how % 2 == 0) command.team = core::TeamName{"it-ondermijning"};
        if (how % 2 == 1) command.unit = core::ClientName{"radio-7"};
        if (which % 3 == 0) command.category = core::CategoryName{one_of(categories, how)};
        if (which % 4 == 0) command.priority = 1 + how % 5;
        if (which % 5 == 0) command.policy = core::PolicyName{"serious-threat"};
        if (which % 7 == 0) command.rev = how;
        command.acknowledge = which % 2 == 0;
        command.into = an_incident(static_cast<std::uint8_t>(which + how));
        if (how % 9 != 0) command.until = centre.now + std::chrono::minutes{how};
        if (how % 4 == 0) command.to = core::ClientName{"police"};
        for (const auto& [id, incident] : centre.state.incidents) {
            if (id != command.incident) continue;
            for (std::size_t i = which % 3; i < incident.heard.size(); i += 2) {
                command.reports.push_back(incident.heard[i]->client.text + "/" + incident.heard[i]->id);
            }
        }
        return command;
    }
    core::StatusUpdate an_update(std::uint8_t which, std::uint8_t how) const {
        core::StatusUpdate update;
        update.status = static_cast<core::UnitStatus>(how % 7);
        update.panic = how % 6 == 0;
        if (which % 2 == 0) update.incident = an_incident(which);
        if (how % 3 == 0) update.position = core::position_from_degrees(51.92, 4.48);
        if (which % 5 == 0) update.sent_at = centre.now + std::chrono::seconds{how - 128};
        return update;
    }
    core::Instruct an_order(std::uint8_t which, std::uint8_t how) const {
        core::Instruct order;
        order.to = one_of(targets, how);
        order.text = "go and look";
        if (which % 2 == 0) order.incident = an_incident(which);
        if (which % 3 == 0) order.respond_by = centre.now + std::chrono::seconds{how};
        if (how % 2 == 0) order.needs = core::Needs::all;
        return order;
    }
    void pass(std::uint8_t which, std::uint8_t how) {
        if (which % 8 == 0) centre.starts();
        // Long spans at one go: step by step they would be thousands of reminders.
        if (which % 2 == 0) centre.sleeps(std::chrono::seconds{which % 4 == 0 ? 3600 * how : how});
        if (which % 2 == 1) centre.passes(std::chrono::seconds{how});
    }

    template <class Map>
    static auto any_of(const Map& map, std::uint8_t which) {
        if (map.empty()) return typename Map::key_type{};
        return std::next(map.begin(), static_cast<std::ptrdiff_t>(which % map.size()))->first;
    }
    core::IncidentId an_incident(std::uint8_t which) const { return any_of(centre.state.incidents, which); }
    core::InstructionId an_instruction(std::uint8_t which) const { return any_of(centre.state.instructions, which); }
};

// Carries all out; what was broken, each time said.
std::vector<std::string> faults_of(Night& night, const Steps& steps) {
    for (const Step& step : steps) night.go(step);
    return std::exchange(night.centre.broken, {});
}

void check_property(const std::string& fact, const std::function<void(const Steps&)>& property) {
    EXPECT_TRUE(rc::check(fact, [&property] {
        const auto number = rc::gen::inRange<std::uint8_t>(0, 255);
        property(*rc::gen::container<Steps>(rc::gen::tuple(number, number, number, number)));
    }));
}

TEST(Core, KeepsItsInvariantsWhateverComes) {
    check_property("no step breaks an invariant", [](const Steps& steps) {
        Night night;
        const auto faults = faults_of(night, steps);
        RC_ASSERT(faults == std::vector<std::string>{});
    });
}

TEST(Core, ComesToTheSameStateWhenItsEventsAreReplayed) {
    check_property("the fold of the journal is the state", [](const Steps& steps) {
        Night night;
        faults_of(night, steps);
        core::State again;
        for (const core::Event& event : night.centre.journal) core::evolve(again, event);
        RC_ASSERT(core::encode(again) == core::encode(night.centre.state));
    });
}

TEST(Escalation, EndsOnlyByAPersonOrAClose) {
    check_property("who ended it is an asked client, a commander, or a close", [](const Steps& steps) {
        Night night;
        std::map<std::pair<core::IncidentId, core::PolicyName>, bool> was_running;
        for (const Step& step : steps) {
            const std::size_t before = night.centre.journal.size();
            night.go(step);
            std::set<core::IncidentId> ended;
            for (std::size_t i = before; i < night.centre.journal.size(); ++i) {
                const core::Event& event = night.centre.journal[i];
                const bool is_an_end = std::holds_alternative<core::Acknowledged>(event.body) ||
                                       std::holds_alternative<core::Closed>(event.body);
                if (is_an_end && event.by != core::the_hub) ended.insert(core::incident_of(event.body));
            }
            for (const auto& [id, incident] : night.centre.state.incidents) {
                for (const core::Escalation& escalation : incident.escalations) {
                    bool& before_it = was_running[{id, escalation.policy.name}];
                    if (before_it && !escalation.is_running) RC_ASSERT(ended.contains(id));
                    before_it = escalation.is_running;
                }
            }
        }
        faults_of(night, {});
    });
}

TEST(Revision, OnlyRises) {
    check_property("rev and raised of an incident never fall", [](const Steps& steps) {
        Night night;
        std::map<core::IncidentId, std::pair<core::Revision, core::Revision>> seen;
        for (const Step& step : steps) {
            night.go(step);
            for (const auto& [id, incident] : night.centre.state.incidents) {
                const auto [rev, raised] = seen[id];
                RC_ASSERT(incident.rev >= rev);
                RC_ASSERT(incident.raised >= raised);
                seen[id] = {incident.rev, incident.raised};
            }
        }
        faults_of(night, {});
    });
}

}  // namespace
}  // namespace paraat::test
