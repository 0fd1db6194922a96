#include "tests/property/made_message.hpp"

#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::Answer;
using core::Deed;
using core::UnitStatus;

// Who does a thing is mostly one who may; those who may not are among them as well.
constexpr const char* who_reports[] = {"radio-1", "radio-2", "radio-7", "radio-8", "console-1", "stranger"};
constexpr const char* who_answers[] = {"radio-7", "radio-8",   "coord-ondermijning-1", "opco-1",  "radio-1",
                                       "radio-2", "console-1", "coord-overlast-1",     "stranger"};
constexpr const char* who_works[] = {"radio-1", "radio-2", "radio-7", "radio-8",
                                     "radio-7", "radio-8", "radio-7", "console-1"};
constexpr const char* who_commands[] = {"console-1",
                                        "console-1",
                                        "console-1",
                                        "console-1",
                                        "console-2",
                                        "console-2",
                                        "console-2",
                                        "opco-1",
                                        "opco-1",
                                        "opco-1",
                                        "coord-overlast-1",
                                        "coord-overlast-1",
                                        "radio-7",
                                        "radio-1",
                                        "stranger",
                                        "coord-ondermijning-1",
                                        "console-1",
                                        "opco-1",
                                        "coord-ondermijning-1"};
constexpr const char* what_happens[] = {"theft",   "theft",    "noise_nuisance", "other",   "robbery",
                                        "robbery", "shooting", "shooting",       "robbery", "no_such_thing"};
constexpr const char* whom[] = {"team/it-overlast", "unit/radio-7", "role/opco",      "division/dvl",
                                "unit/radio-1",     "unit/radio-8", "team/none",      "division/dvo",
                                "division/sector",  "unit/radio-2", "unit/nobody",    "team/it-ondermijning",
                                "unit/radio-7",     "unit/radio-8", "unit/console-1", "role/coord-ondermijning"};
constexpr const char* which_division[] = {"dvl", "dvo", "dvo", "sector", "none", "dvl", "dvo"};
constexpr const char* which_team[] = {"it-overlast", "it-ondermijning", "it-ondermijning", "it-overlast", "none"};
constexpr Deed deeds[] = {
    Deed::triage,   Deed::triage,   Deed::assign,      Deed::assign,  Deed::unassign,  Deed::dispatch,
    Deed::dispatch, Deed::dispatch, Deed::dispatch,    Deed::claim,   Deed::claim,     Deed::remove_division,
    Deed::escalate, Deed::release,  Deed::note,        Deed::silence, Deed::silence,   Deed::silence,
    Deed::withdraw, Deed::withdraw, Deed::resolve,     Deed::reopen,  Deed::close,     Deed::close,
    Deed::shelve,   Deed::shelve,   Deed::refuse,      Deed::pass_on, Deed::merge,     Deed::merge,
    Deed::split,    Deed::split,    Deed::shift_start, Deed::split,   Deed::shift_end, Deed::handover,
    Deed::handover, Deed::merge,    Deed::shift_start, Deed::assign,  Deed::handover,
};
constexpr double metre = 1.0 / 111195.0;
// Metres north: some near enough to join, none at the edge of that.
constexpr double places[] = {0, 60, 130, 190, 5000, 5060};

template <class List>
auto picked(const List& list, std::size_t number) {
    return list[number % std::size(list)];
}

std::string picked_of(const model::Names& names, std::size_t number) {
    return *std::next(names.begin(), static_cast<std::ptrdiff_t>(number % names.size()));
}

// Few of them are those for which `is_likely` does not hold.
template <class Map, class Likely>
auto chosen(const Map& map, std::uint8_t which, std::uint8_t how, const Likely& is_likely) {
    std::vector<typename Map::key_type> all;
    std::vector<typename Map::key_type> likely;
    for (const auto& [id, one] : map) {
        all.push_back(id);
        if (is_likely(one)) likely.push_back(id);
    }
    const auto& from = likely.empty() || how % 8 == 0 ? all : likely;
    return from.empty() ? typename Map::key_type{} : from[which % from.size()];
}

bool is_of_a_shift(Deed deed) {
    return deed == Deed::shift_start || deed == Deed::shift_end || deed == Deed::handover;
}

}  // namespace

core::IncidentId MessageMaker::an_incident(std::uint8_t which, std::uint8_t how) const {
    return chosen(night_.incidents, which, how, [](const model::Incident& one) { return one.takes_reports(); });
}

core::InstructionId MessageMaker::an_instruction(std::uint8_t which, std::uint8_t how) const {
    return chosen(night_.instructions, which, how, [](const model::Instruction& one) { return !one.has_ended(); });
}

std::optional<core::Revision> MessageMaker::a_revision(const core::IncidentId& incident, std::uint8_t how) const {
    const auto seen = seen_.find(incident);
    if (how % 3 != 0 || seen == seen_.end()) return {};
    return how % 2 == 0 ? seen->second.back() : seen->second[how % seen->second.size()];
}

MadeMessage MessageMaker::report(const StepNumbers& step) const {
    core::Report made = test::report(picked(what_happens, step[2]), 51.92 + picked(places, step[3]) * metre, 4.48);
    if (step[4] % 9 == 0) made.position.reset();
    if (step[4] % 5 == 0) made.severity = static_cast<core::Severity>(step[4] / 5 % 5);
    made.exercise = step[4] % 23 == 1;
    made.covert = step[4] % 16 == 3;
    const std::string client = made.covert && step[1] % 2 == 0 ? "opco-1" : picked(who_reports, step[1]);
    return {"report " + made.category.text, client, made};
}

MadeMessage MessageMaker::ack(const StepNumbers& step) const {
    constexpr Answer answers[] = {Answer::acknowledged, Answer::acknowledged, Answer::declined,  Answer::declined,
                                  Answer::read,         Answer::acknowledged, Answer::delivered, Answer::declined};
    core::Ack made;
    made.incident = an_incident(step[2], step[3]);
    made.answer = picked(answers, step[4]);
    made.rev = a_revision(*made.incident, step[3]);
    std::string client = picked(who_answers, step[1]);
    const auto known = night_.incidents.find(*made.incident);
    model::Names asked;
    if (known != night_.incidents.end()) {
        for (const auto& [policy, call] : known->second.calls) asked.insert(call.standing.begin(), call.standing.end());
    }
    if (step[1] % 3 != 0 && !asked.empty()) client = picked_of(asked, step[1]);
    return {"ack " + std::string(word(made.answer)), client, made};
}

MadeMessage MessageMaker::answer(const StepNumbers& step) const {
    constexpr Answer answers[] = {Answer::delivered, Answer::shown,    Answer::read,     Answer::accepted,
                                  Answer::accepted,  Answer::accepted, Answer::declined, Answer::declined,
                                  Answer::done,      Answer::declined};
    core::Ack made;
    made.instruction = an_instruction(step[2], step[3]);
    made.answer = picked(answers, step[4]);
    std::string client = picked(who_answers, step[1]);
    const auto known = night_.instructions.find(*made.instruction);
    if (step[1] % 8 != 0 && known != night_.instructions.end()) client = picked_of(known->second.addressees, step[1]);
    return {"answer " + std::string(word(made.answer)), client, made};
}

void MessageMaker::name_people(core::Command& made, const StepNumbers& step) const {
    if (made.deed == Deed::dispatch || made.deed == Deed::unassign || step[3] % 4 != 0) {
        if (step[2] % 2 == 0) made.team = core::TeamName{picked(which_team, step[2] / 2)};
        if (step[2] % 2 == 1) made.unit = core::ClientName{picked(who_works, step[2] / 2)};
        if (step[3] % 8 != 0) made.division.reset();
    }
    if (made.deed != Deed::unassign || step[3] % 4 == 0) return;
    const auto known = night_.incidents.find(*made.incident);  // mostly one that is assigned
    if (known == night_.incidents.end()) return;
    made.team.reset();
    made.unit.reset();
    const bool is_team = !known->second.teams.empty() && step[3] % 2 == 0;
    if (is_team) made.team = core::TeamName{*known->second.teams.begin()};
    if (!is_team && !known->second.units.empty()) made.unit = core::ClientName{known->second.units.begin()->first};
    if (!made.team && !made.unit) made.unit = core::ClientName{"radio-8"};
}

void MessageMaker::name_reports(core::Command& made, const StepNumbers& step) const {
    const auto known = night_.incidents.find(*made.incident);
    if (known == night_.incidents.end()) return;
    const auto& told = known->second.told;
    for (std::size_t i = step[3] % 3 == 0 ? 0 : 1; i < told.size(); i += 1 + step[3] % 2) {
        made.reports.push_back(told[i].by + "/" + told[i].id);
    }
    if (step[3] % 16 == 5) made.reports.emplace_back("radio-1/none");
}

void MessageMaker::name_successor(core::Command& made, const StepNumbers& step) const {
    made.to.reset();
    made.acknowledge = step[3] % 3 == 0;
    if (step[3] % 3 == 1) made.to = core::ClientName{"opco-1"};
    if (step[3] % 3 == 2) made.to = core::ClientName{step[2] % 8 == 0 ? "nobody" : picked(who_commands, step[2])};
}

MadeMessage MessageMaker::command(const StepNumbers& step) const {
    core::Command made;
    made.deed = picked(deeds, step[4]);
    made.incident = an_incident(step[2], step[3]);
    const bool is_of_what_is_over = made.deed == Deed::reopen && step[3] % 4 != 0;
    if (is_of_what_is_over) {
        made.incident = chosen(night_.incidents, step[2], 1, [](const auto& one) { return !one.takes_reports(); });
    }
    if (step[3] % 16 == 7) {  // else most deeds are about what goes on
        made.incident = chosen(night_.incidents, step[2], 1, [](const auto& one) { return !one.takes_reports(); });
    }
    const bool is_of_many = made.deed == Deed::split && step[3] % 8 != 0;
    if (is_of_many) {
        made.incident = chosen(night_.incidents, step[2], 1, [](const auto& one) { return one.told.size() > 1; });
    }
    made.instruction = an_instruction(step[2], step[3]);
    if (step[3] % 16 != 2) made.text = "said";
    made.rev = a_revision(*made.incident, step[3]);
    made.acknowledge = step[3] % 4 == 1;
    made.division = core::DivisionName{picked(which_division, step[3])};
    if (made.deed == Deed::triage && step[2] % 3 == 0) {
        made.category = core::CategoryName{picked(what_happens, step[2] / 3)};
    }
    if (made.deed == Deed::triage && step[2] % 4 == 0) made.priority = 1 + step[2] / 4 % 5;
    if (made.deed == Deed::escalate && step[2] % 2 == 0) {
        made.policy = core::PolicyName{step[3] % 8 == 0 ? "none" : "notify-coordinator"};
    }
    if (step[3] % 9 != 0) made.until = night_.now + 7min * (step[2] % 80) - 10min;
    if (step[3] % 10 == 0) made.until = Instant{};
    if (step[3] % 8 != 3) made.to = core::ClientName{"police"};
    if (made.deed == Deed::assign || made.deed == Deed::unassign || made.deed == Deed::dispatch)
        name_people(made, step);
    if (made.deed == Deed::split) name_reports(made, step);
    if (made.deed == Deed::merge) {
        made.into = an_incident(static_cast<std::uint8_t>(step[2] + step[3] % 4), step[3]);
        made.rev.reset();  // it is of the one, and says nothing of the other's claim
    }
    std::string client = picked(who_commands, step[1]);
    if (!is_of_a_shift(made.deed)) return {std::string(word(made.deed)), client, made};
    made.until.reset();
    if (made.deed == Deed::handover) {
        name_successor(made, step);
    } else if (step[3] % 3 == 0) {
        made.unit = core::ClientName{step[3] % 24 == 0 ? "nobody" : picked(who_works, step[2])};
    } else {
        client = picked(who_answers, step[1]);
    }
    return {std::string(word(made.deed)), client, made};
}

MadeMessage MessageMaker::signal(const StepNumbers& step) const {
    constexpr UnitStatus states[] = {UnitStatus::available, UnitStatus::en_route, UnitStatus::on_scene,
                                     UnitStatus::en_route,  UnitStatus::on_scene, UnitStatus::busy,
                                     UnitStatus::returning, UnitStatus::off_duty, UnitStatus::unavailable,
                                     UnitStatus::available, UnitStatus::on_scene};
    core::StatusUpdate made;
    made.status = picked(states, step[2]);
    made.panic = step[3] % 16 == 0 && made.status != UnitStatus::off_duty;  // nobody goes home with it
    if (step[3] % 4 == 1) made.incident = an_incident(step[4], step[3] / 4);
    return {"status " + std::string(made.panic ? "panic" : word(*made.status)), picked(who_works, step[1]), made};
}

MadeMessage MessageMaker::order(const StepNumbers& step) const {
    core::Instruct made;
    made.to = picked(whom, step[2]);
    made.text = "go and look";
    if (step[3] % 2 == 0) made.incident = an_incident(step[4], step[3]);
    if (step[3] % 3 == 0) made.respond_by = night_.now + std::chrono::seconds{step[4]} - 20s;
    if (step[4] % 2 == 0) made.needs = core::Needs::all;
    if (step[3] % 8 == 1) made.supersedes = an_instruction(step[2], step[4]);
    return {"instruct", picked(who_commands, step[1]), made};
}

}  // namespace paraat::test
