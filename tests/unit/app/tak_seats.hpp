#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "hub/app/tak_desk.hpp"

namespace paraat::app {

constexpr Instant tak_begin{1'764'277'200'000};
constexpr tak::SessionId north{1}, other_of_north{2}, south{3};

inline core::Account unit(const char* name, const char* team) {
    core::Account account;
    account.name = core::ClientName{name};
    account.is_unit = true;
    account.team = core::TeamName{team};
    return account;
}

inline core::Organisation organisation_of_tak() {
    core::Organisation made;
    for (const char* name : {"dvl", "dvo"}) {
        const core::DivisionName division{name};
        made.divisions[division] = {division, name};
        const core::TeamName team{std::string("team-") + name};
        made.teams[team] = {team, team.text, division};
    }
    made.sector = core::DivisionName{"dvl"};
    made.accounts.put(unit("radio-1", "team-dvl"));
    made.accounts.put(unit("radio-2", "team-dvl"));
    made.accounts.put(unit("radio-7", "team-dvo"));
    return made;
}

inline core::UnitView at_work(const char* name, bool is_in_need = false) {
    core::UnitView view;
    view.unit = core::ClientName{name};
    view.position = core::Position{519'200'000, 44'800'000};
    view.position_at = tak_begin;
    view.panic = is_in_need;
    return view;
}

inline const core::IncidentId incident{*Ulid::parse("01jd8z0000000000000000000a")};
inline const core::InstructionId instruction{*Ulid::parse("01jd8z0000000000000000000b")};

inline core::Alert alert() {
    core::Alert made;
    made.incident = incident;
    made.division = core::DivisionName{"dvl"};
    made.status = core::IncidentStatus::open;
    made.priority = 1;
    made.category = core::CategoryName{"burglary"};
    made.title = "Inbraak";
    made.position = core::Position{519'200'000, 44'800'000};
    made.raised = 1;
    return made;
}

inline core::InstructionView order(core::InstructionState state = core::InstructionState::issued) {
    core::InstructionView made;
    made.instruction = instruction;
    made.text = "go there";
    made.priority = 2;
    made.state = state;
    return made;
}

// Two units of one division and one of another, each with a TAK app, at a desk.
class TakDeskTest : public testing::Test {
protected:
    void SetUp() override {
        desk_.enter(north, core::ClientName{"radio-1"});
        desk_.enter(other_of_north, core::ClientName{"radio-2"});
        desk_.enter(south, core::ClientName{"radio-7"});
        desk_.identify(north, "ANDROID-1", "BOB");
        desk_.identify(other_of_north, "ANDROID-2", "EVE");
        desk_.identify(south, "ANDROID-7", "MAX");
        due();
    }

    void says(const std::string& where, projection::Message message, const core::ClientName& panic_of = {}) {
        mail_.put({where, std::move(message)}, panic_of);
        desk_.take(mail_.take());
    }
    void board(const char* division, core::UnitView view) {
        core::Board board;
        board.division = core::DivisionName{division};
        board.units = {std::move(view)};
        says(std::string("oov/") + division + "/board", board);
    }
    std::vector<TakDesk::Telling> due(std::int64_t seconds = 0) {
        return desk_.due(tak_begin + std::chrono::seconds{seconds});
    }
    static std::vector<std::string> told(const std::vector<TakDesk::Telling>& all, tak::SessionId session) {
        std::vector<std::string> types;
        for (const TakDesk::Telling& one : all) {
            if (one.session == session) types.push_back(one.event->type + " " + one.event->uid);
        }
        return types;
    }

    TakMail mail_;
    TakDesk desk_{organisation_of_tak(), projection::Topics("oov")};
};

}  // namespace paraat::app
