#include "hub/foreign/cap_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "hub/codec/cap/read_document.hpp"
#include "hub/codec/read_input.hpp"

namespace paraat::foreign {
namespace {

namespace cap = codec::cap;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Instant cap_time{1'795'000'000'000};

core::Organisation three_categories() {
    core::Organisation made;
    for (const char* name : {"shooting", "robbery", "other"}) {
        made.categories[core::CategoryName{name}].name = core::CategoryName{name};
    }
    return made;
}

// An alert in our own words.
std::string cap_xml(const std::string& id, const std::string& type, const std::string& more = "",
                    const std::string& status = "Actual",
                    const std::string& info = "<headline>Schietpartij</headline>") {
    return R"(<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>)" + id +
           "</identifier><sender>meldkamer@buren.example</sender><sent>2026-11-27T21:0" + id.back() +
           ":00+01:00</sent><status>" + status + "</status><msgType>" + type + "</msgType><scope>Public</scope>" +
           more +
           "<info><category>Security</category><event>Shooting</event><urgency>Immediate</urgency>"
           "<severity>Extreme</severity><certainty>Observed</certainty>" +
           info + "</info></alert>";
}

std::string refers_to(const std::string& id, const std::string& sender = "meldkamer@buren.example") {
    return "<references>" + sender + "," + id + ",2026-11-27T21:0" + id.back() + ":00+01:00</references>";
}

Interpretation hears_cap(CapInputs& inputs, const std::string& payload, bool is_by_partner = true) {
    const std::string topic = is_by_partner ? "oov/partner/politie/in/cap" : "oov/up/radio-7/report";
    Heard heard{topic,
                payload,
                core::ClientName{is_by_partner ? "politie" : "radio-7"},
                core::InputKind::report,
                is_by_partner,
                cap_time,
                "cap",
                "oov-example"};
    return inputs.read(heard, three_categories());
}

nlohmann::json cap_said(const Interpretation& made, std::size_t at = 0) {
    return nlohmann::json::parse(made.sayings.at(at).normalised);
}

cap::Alert alert_in(const std::string& xml) {
    return cap::read_document(xml)->alerts.at(0).alert;
}

TEST(CapInputs, AnAlertIsAReportOfWhoSentIt) {
    CapInputs inputs;
    const Interpretation made = hears_cap(inputs, cap_xml("a1", "Alert"));
    ASSERT_THAT(made.sayings, SizeIs(1));
    EXPECT_EQ(made.sayings[0].client.text, "politie");
    EXPECT_EQ(cap_said(made)["category"], "shooting");
    EXPECT_EQ(cap_said(made)["severity"], "extreme");
    EXPECT_FALSE(cap_said(made).contains("follows"));
    EXPECT_TRUE(codec::read_input(core::InputKind::report, made.sayings[0].normalised));
    EXPECT_FALSE(made.is_degraded);
}

TEST(CapInputs, AnUpdateContinuesWhatItRefersToTheNewestFirst) {
    CapInputs inputs;
    const std::string first = cap_said(hears_cap(inputs, cap_xml("a1", "Alert")))["id"];
    const std::string second = cap_said(hears_cap(inputs, cap_xml("a2", "Update", refers_to("a1"))))["id"];
    const auto both =
        "<references>meldkamer@buren.example,a1,2026-11-27T21:01:00+01:00 "
        "meldkamer@buren.example,a2,2026-11-27T21:02:00+01:00</references>";
    EXPECT_EQ(cap_said(hears_cap(inputs, cap_xml("a3", "Update", both)))["follows"], (std::vector{second, first}));
    // So too when nothing of it is remembered.
    CapInputs restarted;
    EXPECT_EQ(cap_said(hears_cap(restarted, cap_xml("a3", "Update", both)))["follows"], (std::vector{second, first}));
}

TEST(CapInputs, ACancelSaysWhoWithdrawsAndNothingByItself) {
    CapInputs inputs;
    const Interpretation made = hears_cap(inputs, cap_xml("a2", "Cancel", refers_to("a1")));
    ASSERT_THAT(made.sayings, SizeIs(1));
    EXPECT_TRUE(made.sayings[0].only_follows);
    EXPECT_THAT(std::string(cap_said(made)["text"]),
                HasSubstr("Ingetrokken door meldkamer@buren.example: Schietpartij"));
}

TEST(CapInputs, AnotherSendersMessageIsNotChanged) {
    CapInputs inputs;
    const Interpretation made = hears_cap(inputs, cap_xml("a2", "Update", refers_to("a1", "somebody@else.example")));
    ASSERT_THAT(made.sayings, SizeIs(1));
    EXPECT_FALSE(cap_said(made).contains("follows"));
    EXPECT_TRUE(made.is_degraded);
    EXPECT_THAT(cap_said(made)["references"], SizeIs(2));  // its own name, and what it referred to
}

TEST(CapInputs, WhatIsOvertakenByItsOwnUpdateContinuesThat) {
    CapInputs inputs;
    const std::string update = cap_said(hears_cap(inputs, cap_xml("a2", "Update", refers_to("a1"))))["id"];
    EXPECT_EQ(cap_said(hears_cap(inputs, cap_xml("a1", "Alert")))["follows"], std::vector{update});
}

TEST(CapInputs, WhatIsNotForPeopleIsAcknowledgedAndLeft) {
    for (const char* status : {"Test", "System", "Draft"}) {
        CapInputs inputs;
        const Interpretation made = hears_cap(inputs, cap_xml("a1", "Alert", "", status));
        EXPECT_THAT(made.sayings, IsEmpty());
        ASSERT_THAT(made.replies, SizeIs(1)) << status;
        EXPECT_EQ(made.replies[0].topic, "oov/partner/politie/out/receipt");
        const cap::Alert ack = alert_in(made.replies[0].payload);
        EXPECT_EQ(ack.type, cap::MessageType::ack);
        EXPECT_EQ(ack.references.at(0).identifier, "a1");
        // A client of the hub's own is told in its own words, since it waits for a receipt.
        EXPECT_TRUE(hears_cap(inputs, cap_xml("a1", "Alert", "", status), false).refused);
    }
    CapInputs inputs;
    EXPECT_EQ(cap_said(hears_cap(inputs, cap_xml("a1", "Alert", "", "Exercise")))["exercise"], true);
}

TEST(CapInputs, AnAnswerIsNotedAndNotAnswered) {
    CapInputs inputs;
    const Interpretation made = hears_cap(inputs, cap_xml("a2", "Error", "<note>onbekend</note>" + refers_to("a1")));
    EXPECT_THAT(made.sayings, IsEmpty());
    EXPECT_THAT(made.replies, IsEmpty());
    EXPECT_THAT(made.remarks.back().why, HasSubstr("onbekend"));
}

TEST(CapInputs, EachAlertOfAFeedHasItsOwnOutcome) {
    CapInputs inputs;
    const std::string entry = "<entry><content>";
    const Interpretation made =
        hears_cap(inputs, "<feed xmlns=\"http://www.w3.org/2005/Atom\">" + entry + cap_xml("a1", "Alert") +
                              "</content></entry>" + entry + cap_xml("b2", "Alert") +
                              "</content></entry><entry><link href=\"http://x\"/></entry></feed>");
    ASSERT_THAT(made.sayings, SizeIs(2));
    EXPECT_TRUE(made.is_degraded);  // the third
    const cap::Alert error = alert_in(made.sayings[1].receipt(false, "not agreed"));
    EXPECT_EQ(error.type, cap::MessageType::error);
    EXPECT_EQ(error.note, "not agreed");
    EXPECT_EQ(error.references.at(0).identifier, "b2");
    EXPECT_EQ(error.sender, "oov-example");
    // The same alone is the same, however it is written.
    EXPECT_EQ(hears_cap(inputs, cap_xml("a1", "Alert") + "\n").sayings.at(0).sameness, made.sayings[0].sameness);
    EXPECT_NE(hears_cap(inputs, cap_xml("a1", "Alert", "<note>x</note>")).sayings.at(0).sameness,
              made.sayings[0].sameness);
}

TEST(CapInputs, SaysHowFarItsWordCame) {
    CapInputs inputs;
    const std::string way =
        "<parameter><valueName>paraat:origin</valueName><value>oov-a</value></parameter>"
        "<parameter><valueName>paraat:hops</valueName><value>2</value></parameter>";
    const auto report = cap_said(hears_cap(inputs, cap_xml("a1", "Alert", "", "Actual", way)));
    EXPECT_EQ(report["origin"], "oov-a");
    EXPECT_EQ(report["hops"], 2);
    EXPECT_FALSE(cap_said(hears_cap(inputs, cap_xml("a1", "Alert", "", "Actual", way), false)).contains("origin"));
}

}  // namespace
}  // namespace paraat::foreign
