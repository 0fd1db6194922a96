#include <gtest/gtest.h>

#include <functional>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

// How far a unit is with an incident: each state, and each thing that may move it.
namespace paraat::test {
namespace {

using core::Deed;
using core::UnitStatus;

// What happens to radio-7, which is so far with a theft.
class UnitAtATheft {
public:
    // n = it has nothing to do with it; a = assigned, c = accepted, e = en_route, s = on_scene, l = left.
    explicit UnitAtATheft(char state) {
        if (state == 'n') return;
        if (state == 'c') {
            const auto order = does(Deed::dispatch);
            answers(order, core::Answer::accepted);
            return;
        }
        does(Deed::assign);
        if (state == 'e' || state == 'l') signals(UnitStatus::en_route);
        if (state == 's') signals(UnitStatus::on_scene);
        if (state == 'l') signals(UnitStatus::available);
    }
    char state() const {
        const auto& units = centre.incident(opened).units;
        const auto found = units.find(unit);
        return found == units.end() ? 'n' : "acesl"[static_cast<int>(found->second.state)];
    }
    core::Outcome does(Deed deed) {
        core::Command made = command(deed, *opened.incident);
        made.unit = unit;
        made.acknowledge = true;
        return centre.receives("console-1", made);
    }
    core::Outcome answers(const core::Outcome& order, core::Answer answer) {
        core::Ack made;
        made.instruction = order.instruction;
        made.answer = answer;
        return centre.receives(unit.text, made);
    }
    core::Outcome signals(UnitStatus status, bool names_it = false) {
        core::StatusUpdate update;
        update.status = status;
        if (names_it) update.incident = opened.incident;
        return centre.receives(unit.text, update);
    }

    const core::ClientName unit{"radio-7"};
    Centre centre;
    const core::Outcome opened = centre.receives("radio-1", report("theft"));
};

using Move = std::function<core::Outcome(UnitAtATheft&)>;

Move status(UnitStatus status) {
    return [status](UnitAtATheft& theft) { return theft.signals(status); };
}
Move status_here(UnitStatus status) {
    return [status](UnitAtATheft& theft) { return theft.signals(status, true); };
}
// Of an order that sends it; to its team, since one to itself has been answered already where it accepted.
Move order_to_team(core::Answer answer) {
    return [answer](UnitAtATheft& theft) {
        core::Command made = command(Deed::dispatch, *theft.opened.incident);
        made.team = core::TeamName{"it-ondermijning"};
        return theft.answers(theft.centre.receives("console-1", made), answer);
    };
}
Move order_to_it(core::Answer answer) {
    return [answer](UnitAtATheft& theft) { return theft.answers(theft.does(Deed::dispatch), answer); };
}
Move deed(Deed deed) {
    return [deed](UnitAtATheft& theft) { return theft.does(deed); };
}
// Over, and then reopened.
Move reopened_after(Deed end) {
    return [end](UnitAtATheft& theft) {
        theft.does(end);
        return theft.does(Deed::reopen);
    };
}
Move end_of_shift() {
    return [](UnitAtATheft& theft) {
        core::Command made;
        made.deed = Deed::shift_end;
        made.acknowledge = true;
        return theft.centre.receives(theft.unit.text, made);
    };
}

struct Row {
    const char* what;
    Move move;
    const char* becomes;  // of none, assigned, accepted, en_route, on_scene, left; in capitals = refused, and as it was
};

TEST(Progress, IsMovedByEachThingAsTheTableSays) {
    const Row rows[] = {
        {"status en_route", status(UnitStatus::en_route), "neeeel"},
        {"status on_scene", status(UnitStatus::on_scene), "nssssl"},
        {"status returning", status(UnitStatus::returning), "naclll"},
        {"status available", status(UnitStatus::available), "naclll"},
        {"status busy", status(UnitStatus::busy), "nacesl"},
        {"status unavailable", status(UnitStatus::unavailable), "nacesl"},
        {"status off_duty", status(UnitStatus::off_duty), "nlllll"},
        {"status en_route to it", status_here(UnitStatus::en_route), "eeeeee"},
        {"status on_scene at it", status_here(UnitStatus::on_scene), "ssssss"},
        {"status returning from it", status_here(UnitStatus::returning), "naclll"},
        {"status available at it", status_here(UnitStatus::available), "naclll"},
        {"status busy with it", status_here(UnitStatus::busy), "nacesl"},
        {"status unavailable at it", status_here(UnitStatus::unavailable), "nacesl"},
        {"status off_duty at it", status_here(UnitStatus::off_duty), "nlllll"},
        {"its dispatch accepted", order_to_it(core::Answer::accepted), "cccesc"},
        {"its dispatch declined", order_to_it(core::Answer::declined), "nnnesn"},
        {"its dispatch done", order_to_it(core::Answer::done), "aacesa"},
        {"its team's dispatch accepted", order_to_team(core::Answer::accepted), "cccesc"},
        {"its team's dispatch declined", order_to_team(core::Answer::declined), "nacesl"},
        {"its team's dispatch done", order_to_team(core::Answer::done), "nacesl"},
        {"unassign", deed(Deed::unassign), "Nnnnnn"},
        {"assign", deed(Deed::assign), "aacesa"},
        {"dispatch", deed(Deed::dispatch), "aacesa"},
        {"resolve", deed(Deed::resolve), "nacesl"},
        {"close", deed(Deed::close), "nacesl"},
        {"resolved and reopened", reopened_after(Deed::resolve), "nacesl"},
        {"closed and reopened", reopened_after(Deed::close), "nacesl"},
        {"end of shift", end_of_shift(), "nlllll"},
    };
    for (const Row& row : rows) {
        std::string found;
        for (const char state : std::string("nacesl")) {
            UnitAtATheft theft{state};
            ASSERT_EQ(theft.state(), state);
            const bool is_refused = row.move(theft).refusal.has_value();
            found += is_refused ? static_cast<char>(std::toupper(theft.state())) : theft.state();
        }
        EXPECT_EQ(found, row.becomes) << row.what;
    }
}

}  // namespace
}  // namespace paraat::test
