#include "hub/projection/partner_feed.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const core::ClientName police{"police"};

core::Agreement police_agreement(Instant from) {
    core::Agreement made;
    made.partner = police;
    made.origin = "oov-a";
    made.site = "police";
    made.flows.insert(core::Flow::out);
    made.categories.insert(core::CategoryName{"theft"});
    made.areas.insert(core::any_area);
    made.severities.insert(core::Severity::minor);
    made.given.insert(core::PartnerField::category);
    made.from = from;
    made.until = from + 24h;
    return made;
}

std::vector<std::string> topics_of(const std::vector<PartnerMessage>& messages) {
    std::vector<std::string> topics;
    for (const PartnerMessage& message : messages) topics.push_back(message.topic);
    return topics;
}

TEST(PartnerFeed, SaysEachWordOnceAndTheNewestAgainToANewBroker) {
    test::Centre centre;
    const Topics topics("oov");
    centre.agrees({police_agreement(centre.now)});
    const auto theft = centre.receives("radio-7", test::report("theft"));
    const std::size_t before = centre.journal.size();
    EXPECT_THAT(topics_of(partner_words(topics, centre.state, centre.journal)),
                ElementsAre("oov/partner/police/out/alert"));
    EXPECT_THAT(topics_of(newest_partner_words(topics, centre.state, centre.now)),
                ElementsAre("oov/partner/police/out/alert"));
    core::Command close;
    close.deed = core::Deed::close;
    close.incident = theft.incident;
    close.acknowledge = true;
    centre.receives("console-1", close);
    const std::vector<core::Event> since(centre.journal.begin() + static_cast<std::ptrdiff_t>(before),
                                         centre.journal.end());
    EXPECT_THAT(topics_of(partner_words(topics, centre.state, since)), ElementsAre("oov/partner/police/out/close"));
    const auto again = newest_partner_words(topics, centre.state, centre.now);
    ASSERT_THAT(topics_of(again), ElementsAre("oov/partner/police/out/close"));
    EXPECT_EQ(again.front().word.rev, 2U);
}

TEST(PartnerFeed, RecallsOfAnAgreementThatEndedAreSaidStill) {
    test::Centre centre;
    const Topics topics("oov");
    centre.agrees({police_agreement(centre.now)});
    centre.receives("radio-7", test::report("theft"));
    const auto ended = centre.agrees({});
    EXPECT_THAT(topics_of(partner_words(topics, centre.state, ended.events)),
                ElementsAre("oov/partner/police/out/recall"));
    EXPECT_THAT(topics_of(newest_partner_words(topics, centre.state, centre.now)),
                ElementsAre("oov/partner/police/out/recall"));
}

TEST(PartnerTopics, ReportsAreTakenOnThePartnersOwnOnly) {
    const Topics topics("oov");
    const auto source = topics.source_of("oov/partner/police/in/report");
    ASSERT_TRUE(source);
    EXPECT_EQ(source->client, police);
    EXPECT_TRUE(source->is_partner);
    for (const char* other : {"oov/partner/police/in/command", "oov/partner//in/report", "oov/partner/in/report",
                              "oov/partner/police/out/report", "oov/partner/po/lice/in/report"}) {
        EXPECT_FALSE(topics.source_of(other)) << other;
    }
    EXPECT_FALSE(topics.source_of("oov/up/police/report")->is_partner);
}

}  // namespace
}  // namespace paraat::projection
