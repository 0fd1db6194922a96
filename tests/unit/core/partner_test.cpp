#include <gmock/gmock.h>

#include "hub/core/place_cell.hpp"
#include "tests/support/centre.hpp"

// What partners get by agreement, and that they get no more.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::PartnerField;
using core::PartnerWordKind;
using core::Withheld;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const core::ClientName police{"police"};
const core::ClientName council{"council"};

core::Agreement agreement_with(const core::ClientName& partner, Instant from) {
    core::Agreement made;
    made.partner = partner;
    made.origin = "oov-a";
    made.site = partner.text + "-site";
    made.flows.insert(core::Flow::out);
    made.categories.insert(core::CategoryName{"theft"});
    made.areas.insert(core::any_area);
    for (const auto severity : {core::Severity::minor, core::Severity::moderate}) made.severities.insert(severity);
    made.given.insert(PartnerField::category);
    made.given.insert(PartnerField::severity);
    made.place_m = 500;
    made.from = from;
    made.until = from + 24h * 30;
    return made;
}

// A centre that has agreements, and what its partners were told.
class Sharing {
public:
    explicit Sharing(const std::vector<core::ClientName>& partners = {police}) {
        for (const core::ClientName& partner : partners) {
            core::Account account;
            account.name = partner;
            account.is_outside = true;
            centre.organisation.accounts.put(account);
            agreements.push_back(agreement_with(partner, centre.now));
        }
    }
    void agree() { centre.agrees(agreements); }
    core::Agreement& agreement() { return agreements.front(); }

    std::vector<core::PartnerWord> told(const core::ClientName& partner = police) const {
        std::vector<core::PartnerWord> words;
        for (const core::Event& event : centre.journal) {
            const auto* word = std::get_if<core::PartnerTold>(&event.body);
            if (word != nullptr && word->partner == partner) words.push_back(word->word);
        }
        return words;
    }
    std::vector<std::string> kinds(const core::ClientName& partner = police) const {
        std::vector<std::string> kinds;
        for (const auto& word : told(partner)) kinds.emplace_back(core::word(word.kind));
        return kinds;
    }
    core::Outcome command(core::Deed deed, const core::Outcome& of) {
        core::Command made;
        made.deed = deed;
        made.incident = of.incident;
        made.acknowledge = true;
        made.text = "done";
        return centre.receives("console-1", made);
    }
    core::Outcome triage(const core::Outcome& of, const std::string& category) {
        core::Command made;
        made.deed = core::Deed::triage;
        made.incident = of.incident;
        made.division = core::DivisionName{"dvo"};
        made.category = core::CategoryName{category};
        return centre.receives("console-1", made);
    }

    Centre centre;
    std::vector<core::Agreement> agreements;
};

core::Report by_partner(const std::string& category, const std::string& origin = {}, int hops = 0) {
    core::Report made = report(category);
    made.origin = origin;
    if (hops > 0) made.hops = hops;
    return made;
}

TEST(PlaceCell, IsTheSameForAllPlacesInItAndNeverSmallerThanAgreed) {
    const auto here = *core::position_from_degrees(51.9201, 4.4801);
    const auto centre = core::cell_centre(here, 500);
    EXPECT_EQ(core::cell_centre(centre, 500), centre);
    EXPECT_NE(centre, here);
    for (const double lat : {-89.99, -51.9, -0.001, 0.001, 12.3, 51.92, 66.6, 89.2}) {
        for (const double lon : {-180.0, -4.48, 0.0003, 4.48, 179.9999}) {
            const auto place = *core::position_from_degrees(lat, lon);
            const auto cell = core::cell_centre(place, 1000);
            EXPECT_EQ(core::cell_centre(cell, 1000), cell) << lat << "," << lon;
            // Half a diagonal of a cell that is at most a degree's change of the cosine wider than it should be.
            if (std::abs(lat) > 67) continue;
            EXPECT_LE(core::metres_between(place, cell), 740) << lat << "," << lon;
        }
    }
}

TEST(PlaceCell, TellsNoFinerPlaceHoweverManyStepsAreTold) {
    std::set<core::Position> told;
    const auto start = core::cell_centre(*core::position_from_degrees(51.92, 4.48), 500);
    for (int step = -200; step <= 200; ++step) {
        told.insert(core::cell_centre({start.lat_e7 + step * 100, start.lon_e7 - step * 150}, 500));
    }
    EXPECT_THAT(told, SizeIs(1));
    // Neighbours lie a whole cell apart: what is told is a cell, never a way to it.
    const auto east = core::cell_centre({start.lat_e7, start.lon_e7 + 80'000}, 500);
    EXPECT_NE(east, start);
    EXPECT_GE(core::metres_between(start, east), 499);
}

TEST(Agreement, GivesItsFieldsAndNothingElse) {
    Sharing at;
    at.agree();
    core::Report said = report("theft");
    said.text = "by name and address";
    said.reporter = core::Reporter{"A. Jansen", "0612345678", false};
    at.centre.receives("radio-7", said);
    ASSERT_THAT(at.told(), SizeIs(1));
    const core::PartnerWord word = at.told().front();
    core::PartnerView expected;
    expected.category = core::CategoryName{"theft"};
    expected.severity = core::Severity::minor;
    expected.position = core::cell_centre(*said.position, 500);
    EXPECT_EQ(word.view, expected);
    EXPECT_EQ(word.rev, 1U);
    EXPECT_EQ(word.origin, "oov-a");
    EXPECT_EQ(word.hops, 1);
}

TEST(Agreement, WithAnyEmptyListLetsNothingThrough) {
    using Empty = std::function<void(core::Agreement&)>;
    const std::vector<Empty> ways = {
        [](core::Agreement& a) { a.categories.clear(); }, [](core::Agreement& a) { a.areas.clear(); },
        [](core::Agreement& a) { a.severities.clear(); }, [](core::Agreement& a) { a.flows.clear(); },
        [](core::Agreement& a) { a.given.clear(), a.place_m = 0; }};
    for (std::size_t way = 0; way < ways.size(); ++way) {
        Sharing at;
        ways[way](at.agreement());
        at.agree();
        at.centre.receives("radio-7", report("theft"));
        EXPECT_THAT(at.told(), IsEmpty()) << way;
    }
    Sharing none;
    none.agreements.clear();
    none.agree();
    none.centre.receives("radio-7", report("theft"));
    EXPECT_THAT(none.told(), IsEmpty());
}

TEST(Agreement, CoversNeitherOtherCategoriesNorSeveritiesNorAreas) {
    Sharing at;
    at.agree();
    at.centre.receives("radio-1", report("youth_nuisance"));
    core::Report severe = report("theft");
    severe.severity = core::Severity::severe;
    at.centre.receives("radio-7", severe);
    EXPECT_THAT(at.told(), IsEmpty());
    at.agreement().areas.clear();
    at.agreement().areas.insert("harbour");
    at.agree();
    at.centre.receives("radio-7", report("theft", 51.8, 4.3));
    EXPECT_THAT(at.told(), IsEmpty());
}

TEST(Agreement, NeverGivesCovertWorkOrDrills) {
    Sharing at;
    at.agree();
    core::Report covert = report("theft");
    covert.covert = true;
    at.centre.receives("opco-1", covert);
    core::Report drill = report("theft");
    drill.exercise = true;
    at.centre.receives("radio-7", drill);
    EXPECT_THAT(at.told(), IsEmpty());
    EXPECT_EQ(core::view_for(at.agreement(), at.centre.state.incidents.begin()->second, nullptr, at.centre.now).why,
              Withheld::covert);
}

// The same night twice, once beside covert work of the same kind at the same place.
TEST(Agreement, PartnerLearnsNothingOfCovertWorkByWhatOrWhenOrHowOften) {
    std::vector<std::vector<core::PartnerWord>> worlds;
    std::vector<std::vector<Instant>> moments;
    for (const bool is_covert_work : {false, true}) {
        Sharing at;
        at.agreement().delay = 1min;
        at.agree();
        core::Report covert = report("theft");
        covert.covert = true;
        covert.severity = core::Severity::moderate;
        if (is_covert_work) at.centre.receives("opco-1", covert);
        at.centre.passes(1min);
        core::Outcome open;
        open = at.centre.receives("radio-7", report("theft"));
        if (is_covert_work) at.centre.receives("opco-1", covert);
        at.centre.passes(5min);
        at.command(core::Deed::close, open);
        at.centre.passes(5min);
        worlds.push_back(at.told());
        moments.emplace_back();
        for (const core::Event& event : at.centre.journal) {
            if (std::holds_alternative<core::PartnerTold>(event.body)) moments.back().push_back(event.at);
        }
        // By chance that a hub takes from elsewhere, and that this test counts.
        for (core::PartnerWord& word : worlds.back()) word.name = {};
    }
    EXPECT_THAT(worlds[0], SizeIs(2));
    EXPECT_EQ(worlds[0], worlds[1]);
    EXPECT_EQ(moments[0], moments[1]);
}

TEST(Agreement, GivesNothingOfWhatWasOpenedBeforeIt) {
    Sharing at;
    const auto old = at.centre.receives("radio-7", report("theft"));
    at.centre.passes(1min);
    at.agreement().from = at.centre.now;
    at.agree();
    at.command(core::Deed::resolve, old);
    EXPECT_THAT(at.told(), IsEmpty());
}

TEST(Partner, IsToldOnlyWhatChangesOfWhatItIsGiven) {
    Sharing at;
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    at.command(core::Deed::claim, theft);
    at.command(core::Deed::note, theft);
    at.centre.receives("radio-8", report("theft"));  // joins
    EXPECT_THAT(at.told(), SizeIs(1));
    core::Report worse = report("theft");
    worse.severity = core::Severity::moderate;
    at.centre.receives("radio-8", worse);
    ASSERT_THAT(at.told(), SizeIs(2));
    // Its own count says nothing of the four revisions between.
    EXPECT_EQ(at.told().back().rev, 2U);
    EXPECT_EQ(at.told().back().name, at.told().front().name);
    EXPECT_EQ(at.told().back().view.severity, core::Severity::moderate);
}

TEST(Partner, CannotFindTheIncidentOrCompareItWithOthers) {
    Sharing at({police, council});
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    const auto one = at.told(police).front().name, other = at.told(council).front().name;
    EXPECT_NE(one, other);
    EXPECT_NE(one.ulid, theft.incident->ulid);
}

TEST(Partner, HearsOfTheEndOnceAndOfNothingThatItNeverKnew) {
    Sharing at;
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    const auto other = at.centre.receives("radio-1", report("youth_nuisance"));
    at.command(core::Deed::close, theft);
    at.command(core::Deed::close, other);
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "close"));
    EXPECT_EQ(at.told().back().view, core::PartnerView{});
    at.command(core::Deed::reopen, theft);
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "close", "alert"));
    EXPECT_EQ(at.told().back().rev, 3U);
}

TEST(Partner, IsTakenBackWhatItMayNotKnowAnyMore) {
    Sharing at;
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    at.triage(theft, "other");
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "recall"));
    EXPECT_EQ(at.told().back().why, "not_shared_any_more");
    at.command(core::Deed::close, theft);
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "recall"));
}

TEST(PartnerDelay, TellsWhatWasSoThenAndOutlivesARestart) {
    Sharing at;
    at.agreement().delay = 10min;
    at.agree();
    at.centre.receives("radio-7", report("theft"));
    at.centre.passes(5min);
    core::Report worse = report("theft");
    worse.severity = core::Severity::moderate;
    at.centre.receives("radio-8", worse);
    EXPECT_THAT(at.told(), IsEmpty());
    at.centre.restarts(5min);
    ASSERT_THAT(at.told(), SizeIs(1));
    EXPECT_EQ(at.told().front().view.severity, core::Severity::minor);
    // Nor does its name tell when it happened.
    EXPECT_EQ(at.told().front().name.ulid.time(), at.centre.now);
    at.centre.passes(5min);
    ASSERT_THAT(at.told(), SizeIs(2));
    EXPECT_EQ(at.told().back().view.severity, core::Severity::moderate);
    EXPECT_EQ(at.told().back().rev, 2U);
    at.centre.passes(1h);
    EXPECT_THAT(at.told(), SizeIs(2));
}

TEST(PartnerDelay, SparesWhatIsNotTheirsBeforeItIsTold) {
    Sharing at;
    at.agreement().delay = 10min;
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    at.triage(theft, "other");
    at.centre.passes(1h);
    EXPECT_THAT(at.told(), IsEmpty());
    EXPECT_THAT(at.centre.state.partners.by_name.at(police).cases, IsEmpty());
}

TEST(PartnerDelay, KeepsTheNewestOfVeryManyChanges) {
    Sharing at;
    at.agreement().delay = 1h;
    at.agreement().given.insert(PartnerField::priority);
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    core::Command made;
    made.deed = core::Deed::triage;
    made.incident = theft.incident;
    made.division = core::DivisionName{"dvo"};
    for (int change = 0; change < 40; ++change) {
        made.priority = 3 + change % 2;
        at.centre.receives("console-1", made);
    }
    EXPECT_EQ(at.centre.state.partners.by_name.at(police).cases.begin()->second.planned.size(), core::planned_most);
    at.centre.passes(2h);
    EXPECT_EQ(at.told().back().view.priority, 4);
    EXPECT_THAT(at.told(), SizeIs(core::planned_most));
}

// MISP#10899.
TEST(AgreementEnd, PartnerRemovedFromAgreementIsStoppedAtOnceAndRecalled) {
    Sharing at({police, council});
    at.agree();
    at.centre.receives("radio-7", report("theft"));
    at.agreements.erase(at.agreements.begin());
    const auto ended = at.centre.agrees(at.agreements);
    EXPECT_THAT(names(ended.events), ElementsAre("agreement_ended", "partner_told"));
    EXPECT_THAT(at.kinds(police), ElementsAre("alert", "recall"));
    EXPECT_EQ(at.told(police).back().why, "agreement_ended");
    EXPECT_EQ(at.told(police).back().name, at.told(police).front().name);
    core::Report worse = report("theft");
    worse.severity = core::Severity::moderate;
    at.centre.receives("radio-8", worse);
    at.centre.receives("radio-8", report("theft", 51.8, 4.3));
    EXPECT_THAT(at.kinds(police), ElementsAre("alert", "recall"));
    EXPECT_THAT(at.kinds(council), ElementsAre("alert", "alert", "alert"));
}

// MISP#4200.
TEST(AgreementEnd, AgreementWithZeroFieldsLetsNothingFlowAndTakesBackWhatDid) {
    Sharing at;
    at.agree();
    at.centre.receives("radio-7", report("theft"));
    at.agreement().given.clear();
    at.agreement().place_m = 0;
    at.agree();
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "recall"));
    at.centre.receives("radio-7", report("theft", 51.8, 4.3));
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "recall"));
}

TEST(AgreementEnd, ComesByItselfWhileTheHubRunsAndAlsoWhileItIsAway) {
    for (const bool is_away : {false, true}) {
        Sharing at;
        at.agreement().until = at.centre.now + 1h;
        at.agree();
        const auto theft = at.centre.receives("radio-7", report("theft"));
        if (is_away) {
            at.centre.restarts(1h);
        } else {
            at.centre.passes(1h);
        }
        EXPECT_THAT(at.kinds(), ElementsAre("alert", "recall"));
        at.command(core::Deed::close, theft);
        at.centre.receives("radio-7", report("theft", 51.8, 4.3));
        at.agree();
        EXPECT_THAT(at.kinds(), ElementsAre("alert", "recall"));
    }
}

TEST(AgreementEnd, DropsWhatWaitsForItsDelay) {
    Sharing at;
    at.agreement().delay = 10min;
    at.agree();
    at.centre.receives("radio-7", report("theft"));
    at.centre.agrees({});
    at.centre.passes(1h);
    EXPECT_THAT(at.told(), IsEmpty());
}

TEST(AgreementEnd, CountsWhatIsBeyondRecall) {
    Sharing at;
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    at.command(core::Deed::close, theft);
    at.centre.passes(core::retired_after + 1min);
    const auto ended = at.centre.agrees({});
    ASSERT_THAT(names(ended.events), ElementsAre("agreement_ended"));
    EXPECT_EQ(std::get<core::AgreementEnded>(ended.events.front().body).beyond_recall, 1);
}

TEST(AgreementChange, TellsWhatIsNowKnownOtherwiseAndTakesBackTheRest) {
    Sharing at;
    at.agreement().categories.insert(core::CategoryName{"noise_nuisance"});
    at.agree();
    at.centre.receives("radio-7", report("theft"));
    at.centre.receives("radio-1", report("noise_nuisance", 51.8, 4.3));
    at.agreement().categories.erase(core::CategoryName{"noise_nuisance"});
    at.agreement().place_m = 2000;
    at.agree();
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "alert", "alert", "recall"));
    EXPECT_EQ(at.told()[2].place_m, 2000);
    at.agree();  // the same again
    EXPECT_THAT(at.kinds(), SizeIs(4));
}

TEST(PartnerReport, IsTakenWithinItsAgreementOnly) {
    Sharing at;
    at.agree();
    EXPECT_EQ(at.centre.receives("police", by_partner("theft")).refusal->reason, core::Reason::not_agreed);
    at.agreement().flows.insert(core::Flow::in);
    at.agree();
    EXPECT_FALSE(at.centre.receives("police", by_partner("theft")).refusal);
    EXPECT_EQ(at.centre.receives("police", by_partner("shooting")).refusal->field, "category");
    core::Report covert = by_partner("theft");
    covert.covert = true;
    EXPECT_EQ(at.centre.receives("police", covert).refusal->field, "covert");
    at.centre.agrees({});
    EXPECT_EQ(at.centre.receives("police", by_partner("theft")).refusal->reason, core::Reason::not_agreed);
}

// emqx#13511, bridge-mqtt#63: A to B to C to A.
TEST(PartnerLoop, WordThatCameRoundIsRefusedAndNoneGoesBack) {
    Sharing at({police, council});
    for (core::Agreement& agreement : at.agreements) {
        agreement.flows.insert(core::Flow::in);
        agreement.hop_limit = 2;
    }
    at.agree();
    EXPECT_EQ(at.centre.receives("police", by_partner("theft", "oov-a", 2)).refusal->reason, core::Reason::came_round);
    at.centre.receives("police", by_partner("theft", "police-site", 1));
    EXPECT_THAT(at.told(police), IsEmpty());
    ASSERT_THAT(at.told(council), SizeIs(1));
    EXPECT_EQ(at.told(council).front().origin, "police-site");
    EXPECT_EQ(at.told(council).front().hops, 2);
}

TEST(Partner, HearsOfWhatIsSplitOffAndMerged) {
    Sharing at;
    at.agree();
    const auto theft = at.centre.receives("radio-7", report("theft"));
    at.centre.receives("radio-8", report("theft"), "second");
    core::Command split;
    split.deed = core::Deed::split;
    split.incident = theft.incident;
    split.reports = {"radio-8/second"};
    const auto made = at.centre.receives("console-1", split);
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "alert"));
    EXPECT_NE(at.told()[0].name, at.told()[1].name);
    core::Command merge;
    merge.deed = core::Deed::merge;
    merge.incident = made.incident;
    merge.into = theft.incident;
    at.centre.receives("console-1", merge);
    EXPECT_THAT(at.kinds(), ElementsAre("alert", "alert", "close"));
    EXPECT_EQ(at.told()[2].name, at.told()[1].name);
}

TEST(PartnerLoop, ReportOfAPartnerThatIsSplitOffIsStillThePartners) {
    Sharing at({police, council});
    for (core::Agreement& agreement : at.agreements) {
        agreement.flows.insert(core::Flow::in);
        agreement.hop_limit = 2;
    }
    at.agree();
    const auto ours = at.centre.receives("radio-7", report("theft"));
    at.centre.receives("police", by_partner("theft"), "theirs");
    ASSERT_EQ(at.centre.incident(ours).reports, 2);
    core::Command split;
    split.deed = core::Deed::split;
    split.incident = ours.incident;
    split.reports = {"police/theirs"};
    ASSERT_FALSE(at.centre.receives("console-1", split).refusal);
    EXPECT_EQ(at.centre.state.incidents.size(), 2U);
    for (const auto& partner : {police, council}) {
        EXPECT_THAT(at.kinds(partner), ElementsAre("alert")) << partner.text;
    }
}

TEST(PartnerLoop, WordWhoseHopsAreUsedUpGoesToNobody) {
    Sharing at({police, council});
    for (core::Agreement& agreement : at.agreements) agreement.flows.insert(core::Flow::in);
    at.agree();
    at.centre.receives("police", by_partner("theft", "far-away", 1));
    EXPECT_THAT(at.told(council), IsEmpty());
}

}  // namespace
}  // namespace paraat::test
