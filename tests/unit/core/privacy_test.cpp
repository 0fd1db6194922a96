#include "hub/core/privacy.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

// What people decide about records, and what time does.
namespace paraat::core {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class Records : public testing::Test {
protected:
    // Closed, and let go of.
    IncidentId past_incident() {
        const IncidentId id = *centre.receives("radio-7", test::report("theft")).incident;
        centre.receives("console-1", test::closing(id));
        centre.passes(retired_after + 1s);
        EXPECT_EQ(nullptr, centre.state.incident(id));
        return id;
    }
    static Command about(Deed deed, const IncidentId& incident) {
        Command made = test::command(deed, incident);
        made.text = "because";
        return made;
    }
    // "code field", or empty when it was taken.
    std::string refused(const std::string& client, const Command& command) {
        const Outcome outcome = centre.receives(client, command);
        return outcome.refusal ? std::string(code_of(outcome.refusal->reason)) + " " + outcome.refusal->field : "";
    }
    Outcome is_over(const IncidentId& incident) {
        return centre.finds(ErasureDue{incident, {}, {RecordKind::incident}, 0, 0, "avg", "its term"});
    }
    const Privacy& privacy() const { return centre.state.privacy; }

    test::Centre centre;
};

TEST_F(Records, AreForTheOpco) {
    const IncidentId incident = past_incident();
    for (const Deed deed : {Deed::preserve, Deed::preserve_end, Deed::erase}) {
        EXPECT_EQ("not_allowed do", refused("console-1", about(deed, incident)));
        EXPECT_EQ("not_allowed do", refused("radio-7", about(deed, incident)));
    }
    EXPECT_EQ("", refused("opco-1", about(Deed::preserve, incident)));
}

TEST_F(Records, AreForTheRolesThatAreNamed) {
    const IncidentId incident = past_incident();
    centre.organisation.privacy_officers = {RoleName{"coord-overlast"}};
    EXPECT_EQ("not_allowed do", refused("opco-1", about(Deed::preserve, incident)));
    EXPECT_EQ("", refused("coord-overlast-1", about(Deed::preserve, incident)));
}

TEST_F(Records, OfAnIncidentThatNobodyHeardOfAreNotThere) {
    const IncidentId nobody_heard_of{Ulid::from_bytes({7})};
    EXPECT_EQ("not_found incident", refused("opco-1", about(Deed::preserve, nobody_heard_of)));
    EXPECT_EQ("not_found incident", refused("opco-1", about(Deed::erase, nobody_heard_of)));
    Command nothing;
    nothing.deed = Deed::erase;
    EXPECT_EQ("bad_value incident", refused("opco-1", nothing));
}

TEST_F(Records, OfCovertWorkAreForTheCleared) {
    centre.organisation.privacy_officers = {RoleName{"centralist"}};
    Report covert = test::report("theft");
    covert.covert = true;
    const auto incident = centre.receives("opco-1", covert).incident;
    ASSERT_TRUE(incident);
    const Account* console = centre.organisation.account(ClientName{"console-1"});
    centre.organisation.privacy_officers = console->roles;
    EXPECT_EQ("not_found incident", refused("console-1", about(Deed::preserve, *incident)));
}

TEST_F(Records, SayWhy) {
    const IncidentId incident = past_incident();
    Command silent = about(Deed::erase, incident);
    silent.text.clear();
    EXPECT_EQ("bad_value text", refused("opco-1", silent));
}

TEST_F(Records, ThatArePreservedAreNotErased) {
    const IncidentId incident = past_incident();
    EXPECT_EQ("", refused("opco-1", about(Deed::preserve, incident)));
    EXPECT_EQ("preserved incident", refused("opco-1", about(Deed::erase, incident)));
    EXPECT_THAT(is_over(incident).events, IsEmpty());
    EXPECT_EQ("", refused("opco-1", about(Deed::preserve_end, incident)));
    EXPECT_EQ("bad_value incident", refused("opco-1", about(Deed::preserve_end, incident)));
    EXPECT_EQ("", refused("opco-1", about(Deed::erase, incident)));
}

TEST_F(Records, ArePreservedUntilAMoment) {
    const IncidentId incident = past_incident();
    Command preserve = about(Deed::preserve, incident);
    preserve.until = centre.now;
    EXPECT_EQ("bad_value until_ms", refused("opco-1", preserve));
    preserve.until = centre.now + 24h;
    EXPECT_EQ("", refused("opco-1", preserve));
    centre.passes(23h);
    EXPECT_TRUE(privacy().is_preserved(incident, centre.now));
    centre.passes(1h);
    EXPECT_FALSE(privacy().is_preserved(incident, centre.now));
    EXPECT_EQ("", refused("opco-1", about(Deed::erase, incident)));
}

TEST_F(Records, ThatArePreservedTwiceAreUntilTheLaterEnd) {
    const IncidentId incident = past_incident();
    const Command without_end = about(Deed::preserve, incident);
    Command for_two_days = without_end;
    for_two_days.until = centre.now + 48h;
    Command for_a_day = without_end;
    for_a_day.until = centre.now + 24h;
    EXPECT_EQ("", refused("opco-1", for_two_days));
    EXPECT_EQ("", refused("opco-1", for_a_day));
    EXPECT_EQ(for_two_days.until, privacy().preserved.at(incident).until);
    EXPECT_EQ("", refused("opco-1", without_end));
    EXPECT_EQ("", refused("opco-1", for_a_day));
    EXPECT_EQ(std::nullopt, privacy().preserved.at(incident).until);
    EXPECT_EQ("", refused("opco-1", about(Deed::preserve_end, incident)));
    EXPECT_EQ("", refused("opco-1", for_a_day));
    EXPECT_EQ(for_a_day.until, privacy().preserved.at(incident).until);
}

TEST_F(Records, OfWhatIsUnderWayWaitUntilTheStateLetsGo) {
    const IncidentId incident = *centre.receives("radio-7", test::report("theft")).incident;
    const Outcome ordered = centre.receives("opco-1", about(Deed::erase, incident));
    EXPECT_FALSE(ordered.refusal);
    EXPECT_TRUE(ordered.waits_for_let_go);
    EXPECT_FALSE(privacy().orders.at(1).is_let_go);
    EXPECT_THAT(is_over(incident).events, IsEmpty());
    centre.receives("console-1", test::closing(incident));
    centre.passes(retired_after + 1s);
    EXPECT_TRUE(privacy().orders.at(1).is_let_go);
    EXPECT_FALSE(centre.receives("opco-1", about(Deed::erase, incident)).waits_for_let_go);
}

TEST_F(Records, AreOrderedOnceAndDoneOnce) {
    const IncidentId incident = past_incident();
    EXPECT_THAT(test::names(is_over(incident).events), ElementsAre("erasure_ordered"));
    EXPECT_THAT(is_over(incident).events, IsEmpty());
    const ErasureDone done{1, 3, 7, 20, "ab"};
    EXPECT_THAT(test::names(centre.finds(done).events), ElementsAre("erased"));
    EXPECT_THAT(centre.finds(done).events, IsEmpty());
    EXPECT_THAT(privacy().orders, IsEmpty());
    EXPECT_EQ(1, privacy().orders_made);
    centre.compares_folds();
}

TEST_F(Records, OfAnIncidentDoNotBringItBack) {
    const IncidentId incident = past_incident();
    centre.receives("opco-1", about(Deed::preserve, incident));
    centre.receives("opco-1", about(Deed::preserve_end, incident));
    centre.receives("opco-1", about(Deed::erase, incident));
    EXPECT_EQ(nullptr, centre.state.incident(incident));
    centre.restarts();
    EXPECT_TRUE(privacy().orders.contains(1));
    EXPECT_THAT(privacy().orders.at(1).text, IsEmpty());
}

TEST_F(Records, OfAnIncidentNameItsOrders) {
    const IncidentId incident = *centre.receives("radio-7", test::report("theft")).incident;
    Instruct order;
    order.to = "team/it-ondermijning";
    order.incident = incident;
    order.text = "go";
    const auto instruction = centre.receives("coord-ondermijning-1", order).instruction;
    ASSERT_TRUE(instruction);
    centre.receives("console-1", test::closing(incident));
    centre.passes(retired_after + 1s);
    std::vector<InstructionId> named;
    for (const Event& event : centre.journal) {
        const auto* retired = std::get_if<IncidentRetired>(&event.body);
        if (retired != nullptr && retired->incident == incident) named = retired->orders;
    }
    EXPECT_THAT(named, Contains(*instruction));
}

TEST_F(Records, KeepHowFarTheyWereLookedThrough) {
    const RetentionWalk walk{RecordKind::duty, "avg", false};
    centre.finds(RetentionLooked{"v1", {{walk, 12}}, {}});
    EXPECT_EQ("v1", privacy().regimes);
    EXPECT_EQ(12, privacy().cursors.at(walk));
    centre.finds(ErasureDue{{}, {}, {RecordKind::duty}, 13, 20, "avg", "its term"});
    EXPECT_EQ(20, privacy().cursors.at(walk));
    centre.restarts();
    EXPECT_EQ(20, privacy().cursors.at(walk));
}

}  // namespace
}  // namespace paraat::core
