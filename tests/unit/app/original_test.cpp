#include <gmock/gmock.h>

#include "tests/unit/app/desk.hpp"

// What the journal keeps of the messages that inputs came from.
namespace paraat::app {
namespace {

using testing::SizeIs;

const std::string reports_topic = "oov/up/radio-7/report";

std::string alert_named(const std::string& name) {
    return R"(<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>)" + name +
           "</identifier><sender>a@b.example</sender><sent>2026-11-27T21:00:00+01:00</sent><status>Actual</status>"
           "<msgType>Alert</msgType><scope>Public</scope><info><category>Security</category><event>Robbery</event>"
           "<urgency>Immediate</urgency><severity>Moderate</severity><certainty>Observed</certainty></info></alert>";
}

std::string feed_of(const std::vector<std::string>& names) {
    std::string feed = R"(<feed xmlns="http://www.w3.org/2005/Atom">)";
    for (const std::string& name : names) feed += "<entry><content>" + alert_named(name) + "</content></entry>";
    return feed + "</feed>";
}

std::vector<journal::InputRow> kept_of(const Batch& batch) {
    std::vector<journal::InputRow> rows;
    for (const journal::Entry& entry : batch.entries) {
        if (entry.input) rows.push_back(*entry.input);
    }
    return rows;
}

TEST(Original, OfAFeedIsEachAlertsOwn) {
    Desk desk;
    const auto rows = kept_of(desk.takes_from(reports_topic, feed_of({"a1", "a2", "a3"})));
    ASSERT_THAT(rows, SizeIs(3));
    EXPECT_EQ(rows[0].original, reports_topic + "\n" + alert_named("a1"));
    EXPECT_EQ(rows[2].original, reports_topic + "\n" + alert_named("a3"));
}

TEST(Original, OfOneAlertIsTheWholeMessage) {
    Desk desk;
    const std::string alone = "<!-- of tonight -->" + alert_named("a1");
    EXPECT_EQ(kept_of(desk.takes_from(reports_topic, alone)).at(0).original, reports_topic + "\n" + alone);
}

}  // namespace
}  // namespace paraat::app
