#include "hub/core/consultation.hpp"

#include <gtest/gtest.h>

#include "tests/support/centre.hpp"

namespace paraat::core {
namespace {

class Consultations : public ::testing::Test {
protected:
    std::optional<Consulted> of(const std::string& asker, const Query& query) const {
        return consultation_of(centre_.organisation, centre_.state, ClientName{asker}, query);
    }
    IncidentId theft() { return centre_.incident(centre_.receives("radio-7", test::report("theft"))).id; }
    Query about(const std::string& ask, const IncidentId& incident) const {
        Query query;
        query.ask = ask;
        query.incident = incident;
        return query;
    }

    test::Centre centre_;
};

TEST_F(Consultations, TellWhoLookedAtWhichIncident) {
    const IncidentId incident = theft();
    EXPECT_EQ((Consulted{"incident", incident, {}, false, {}}), of("opco-1", about("incident", incident)));
    EXPECT_EQ((Consulted{"explain", incident, {}, false, {}}), of("console-1", about("explain", incident)));
}

TEST_F(Consultations, TellOfARefusalAlikeWhetherThereIsSuchAnIncident) {
    const IncidentId incident = theft();
    const Consulted refused{"incident", {}, {}, true, {}};
    EXPECT_EQ(refused, of("radio-1", about("incident", incident)));
    EXPECT_EQ(refused, of("radio-1", about("incident", IncidentId{})));
}

TEST_F(Consultations, TellOfTheDivisionOfAList) {
    Query query;
    query.ask = "units";
    query.division = DivisionName{"dvo"};
    EXPECT_EQ((Consulted{"units", {}, DivisionName{"dvo"}, false, {}}), of("opco-1", query));
    EXPECT_EQ((Consulted{"units", {}, {}, true, {}}), of("radio-1", query));
}

TEST_F(Consultations, TellOfADivisionThatIsNoneAsOfARefusal) {
    Query query;
    query.ask = "units";
    query.division = DivisionName{"jansen"};
    EXPECT_EQ((Consulted{"units", {}, {}, true, {}}), of("opco-1", query));
}

TEST_F(Consultations, TellWhatOnlyPlannersAreAnswered) {
    for (const char* ask : {"load", "reach"}) {
        Query query;
        query.ask = ask;
        EXPECT_EQ((Consulted{ask, {}, {}, true, {}}), of("radio-1", query));
        EXPECT_EQ((Consulted{ask, {}, {}, false, {}}), of("opco-1", query));
    }
}

TEST_F(Consultations, TellWhoseWorkWasLookedAt) {
    Query query;
    query.ask = "handover";
    EXPECT_EQ((Consulted{"handover", {}, {}, false, ClientName{"radio-1"}}), of("radio-1", query));
    query.unit = ClientName{"radio-2"};
    EXPECT_EQ((Consulted{"handover", {}, {}, true, {}}), of("radio-1", query));
    EXPECT_EQ((Consulted{"handover", {}, {}, false, ClientName{"radio-2"}}), of("opco-1", query));
}

TEST_F(Consultations, TellThatOrdersWereLookedAtWhateverElseWasNamed) {
    Query query;
    query.ask = "instructions";
    query.division = DivisionName{"jansen"};
    EXPECT_EQ((Consulted{"instructions", {}, {}, false, {}}), of("radio-1", query));
    query.incident = theft();
    EXPECT_EQ((Consulted{"instructions", {}, {}, false, {}}), of("radio-1", query));
    Account outside;
    outside.name = ClientName{"citizen-1"};
    outside.is_outside = true;
    centre_.organisation.accounts.put(outside);
    EXPECT_EQ((Consulted{"instructions", {}, {}, true, {}}), of("citizen-1", query));
}

TEST_F(Consultations, LeaveOutWhatTellsOfNobody) {
    Query query;
    query.ask = "policies";
    EXPECT_FALSE(of("opco-1", query));
    query.ask = "areas";
    EXPECT_FALSE(of("opco-1", query));
    query.ask = "incidnts";
    EXPECT_FALSE(of("opco-1", query));
}

TEST_F(Consultations, LeaveOutWhoIsNoAccount) {
    Query query;
    query.ask = "incidents";
    EXPECT_FALSE(of("stranger", query));
}

}  // namespace
}  // namespace paraat::core
