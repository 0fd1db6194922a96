#include <gmock/gmock.h>

#include "tests/unit/app/desk.hpp"

// One outcome for each input, however often it comes: section 2 of the contract.
namespace paraat::app {
namespace {

using core::ClientName;
using core::InputKind;
using testing::IsEmpty;
using testing::SizeIs;

const std::string misspelt = R"({"id":"t1","category":"thefd","lat":51.92,"lon":4.48})";

TEST(Receipt, OfAReportNamesItsIncidentAndTheClientsCount) {
    Desk desk;
    const auto incident = desk.ids().incident(desk.now, ClientName{"radio-7"}, InputKind::report, "t1").text();
    EXPECT_EQ(desk.answer("radio-7", "report", theft),
              R"({"id":"t1","kind":"report","accepted":true,"incident":")" + incident + R"(","joined":false,"seq":1})");
    const std::string again = R"({"id":"t2","category":"theft","lat":51.92,"lon":4.48})";
    EXPECT_EQ(desk.answer("radio-7", "report", again),
              R"({"id":"t2","kind":"report","accepted":true,"incident":")" + incident + R"(","joined":true,"seq":2})");
}

TEST(Receipt, ToClientsOutsideTheOrganisationNamesNoIncident) {
    Desk desk;
    for (const char* client : {"contract-1", "stranger"}) {
        EXPECT_EQ(desk.answer(client, "report", theft), R"({"id":"t1","kind":"report","accepted":true,"seq":1})");
    }
}

TEST(Receipt, OfARepeatedInputIsTheStoredOneByteForByte) {
    Desk desk;
    const std::string first = desk.answer("radio-7", "report", theft);
    desk.now = desk.now + Milliseconds{5'000};
    const Batch again = desk.takes("radio-7", "report", theft);
    EXPECT_THAT(again.entries, IsEmpty());
    ASSERT_THAT(again.receipts, SizeIs(1));
    EXPECT_EQ(again.receipts[0].bytes, first);
    EXPECT_EQ(desk.counts().accepted, 1u);
    EXPECT_EQ(desk.counts().repeated, 1u);
}

TEST(Receipt, OfARepeatedInputIsTheSameAfterARestart) {
    Desk desk;
    const std::string first = desk.answer("radio-7", "report", theft);
    desk.restarts();
    EXPECT_EQ(desk.answer("radio-7", "report", theft), first);
    EXPECT_EQ(desk.receipt("radio-7", "report", R"({"id":"t2","category":"other"})")["seq"], 2);
}

TEST(Receipt, RefusesAnIdThatWasUsedForOtherBytes) {
    Desk desk;
    desk.answer("radio-7", "report", theft);
    const Batch other = desk.takes("radio-7", "report", R"({"id":"t1","category":"other"})");
    EXPECT_THAT(other.entries, IsEmpty());
    ASSERT_THAT(other.receipts, SizeIs(1));
    EXPECT_EQ(other.receipts[0].bytes, R"({"id":"t1","kind":"report","accepted":false,"code":"id_reused","field":"id",)"
                                       R"("error":"\"t1\" was used for another report; take a new id"})");
}

TEST(Receipt, LeavesAnIdFreeForOtherClientsAndKinds) {
    Desk desk;
    desk.answer("radio-7", "report", theft);
    EXPECT_EQ(desk.receipt("radio-8", "report", theft)["seq"], 1);
    EXPECT_EQ(desk.receipt("radio-7", "status", R"({"id":"t1","status":"available"})")["seq"], 2);
}

TEST(Receipt, OfARefusedInputSaysWhatToMend) {
    Desk desk;
    EXPECT_EQ(desk.answer("radio-7", "report", misspelt),
              R"({"id":"t1","kind":"report","accepted":false,"code":"unknown_category","field":"category",)"
              R"("error":"unknown category \"thefd\"; did you mean \"theft\"?"})");
    EXPECT_EQ(desk.counts().refused, 1u);
}

TEST(Receipt, AcceptsARefusedInputThatWasMendedUnderTheSameId) {
    Desk desk;
    const std::string refused = desk.answer("radio-7", "report", misspelt);
    EXPECT_EQ(desk.answer("radio-7", "report", misspelt), refused);
    const Json mended = desk.receipt("radio-7", "report", theft);
    EXPECT_EQ(mended["accepted"], true);
    EXPECT_EQ(mended["seq"], 1);
    EXPECT_EQ(desk.receipt("radio-7", "report", misspelt)["code"], "id_reused");
}

TEST(Receipt, TakesEachArrivalWithoutIdAsNew) {
    Desk desk;
    const std::string nameless = R"({"category":"theft","lat":51.92,"lon":4.48})";
    const std::string stem = hex(sha256(nameless)).substr(0, 16);
    const Json first = desk.receipt("radio-7", "report", nameless);
    const Json second = desk.receipt("radio-7", "report", nameless);
    EXPECT_EQ(first["id"], stem + "-1");
    EXPECT_EQ(second["id"], stem + "-2");
    EXPECT_EQ(second["joined"], true);
    EXPECT_EQ(second["seq"], 2);
}

std::string ack(const std::string& incident, const std::string& answer = "acknowledged") {
    return R"({"incident":")" + incident + R"(","answer":")" + answer + "\"}";
}

TEST(Receipt, OfAnAckWithoutIdIsTheSameForTheSameWords) {
    Desk desk;
    const std::string incident = desk.receipt("radio-1", "report", theft)["incident"];
    const std::string first = desk.answer("coord-ondermijning-1", "ack", ack(incident));
    EXPECT_EQ(Json::parse(first)["accepted"], true);
    const std::string spaced = R"({ "answer":"acknowledged", "incident":")" + incident + "\" }";
    EXPECT_EQ(desk.answer("coord-ondermijning-1", "ack", spaced), first);
    EXPECT_EQ(desk.receipt("coord-ondermijning-1", "ack", ack(incident, "declined"))["seq"], 2);
}

TEST(Receipt, OfAnAckWithoutIdIsAnotherForANewerAlarm) {
    Desk desk;
    const std::string incident = desk.receipt("radio-1", "report", theft)["incident"];
    EXPECT_EQ(desk.receipt("console-1", "ack", ack(incident))["seq"], 1);
    const std::string wider = R"({"id":"c1","do":"triage","incident":")" + incident + R"(","division":"dvl"})";
    ASSERT_EQ(desk.receipt("console-1", "command", wider)["accepted"], true);
    const Batch anew = desk.takes("console-1", "ack", ack(incident));
    EXPECT_EQ(desk.counts().repeated, 0u);
    EXPECT_THAT(test::names(anew.events), testing::Contains("acknowledged"));
}

TEST(Receipt, OfAnAckWithoutIdIsAnotherWhenAPersonCalledAgain) {
    Desk desk;
    const std::string shooting = R"({"id":"t1","category":"shooting","lat":51.92,"lon":4.48})";
    const std::string incident = desk.receipt("radio-1", "report", shooting)["incident"];
    EXPECT_EQ(desk.receipt("radio-7", "ack", ack(incident))["accepted"], true);
    desk.takes("console-1", "command", R"({"id":"c1","do":"escalate","incident":")" + incident + "\"}");
    const Batch again = desk.takes("radio-7", "ack", ack(incident));
    EXPECT_THAT(test::names(again.events), testing::Contains("acknowledged"));
}

TEST(Receipt, OfAnInstructionsAnswerWithoutIdFollowsAChangeOfMind) {
    Desk desk;
    const std::string order = R"({"id":"i1","to":"unit/radio-7","text":"go"})";
    const std::string instruction = desk.receipt("console-1", "instruct", order)["instruction"];
    const auto answer = [&](const std::string& word) {
        return desk.takes("radio-7", "ack", R"({"instruction":")" + instruction + R"(","answer":")" + word + "\"}");
    };
    const std::string first = answer("accepted").receipts.at(0).bytes;
    EXPECT_EQ(answer("accepted").receipts.at(0).bytes, first);
    EXPECT_THAT(test::names(answer("done").events), testing::Contains("instruction_answered"));
}

TEST(Receipt, AsksForPatienceWhenTheDiskIsFull) {
    Desk desk;
    desk.has_room = false;
    const Batch refused = desk.takes("radio-7", "report", theft);
    EXPECT_THAT(refused.entries, IsEmpty());
    ASSERT_THAT(refused.receipts, SizeIs(1));
    EXPECT_EQ(refused.receipts[0].bytes, R"({"id":"t1","kind":"report","accepted":false,"code":"disk_full",)"
                                         R"("error":"the hub's disk is nearly full; keep this and send it again",)"
                                         R"("retry":true,"retry_after_ms":5000})");
    desk.has_room = true;
    EXPECT_EQ(desk.receipt("radio-7", "report", theft)["seq"], 1);
}

TEST(Receipt, StillTellsWhatWasAcceptedWhenTheDiskIsFull) {
    Desk desk;
    const std::string first = desk.answer("radio-7", "report", theft);
    desk.has_room = false;
    EXPECT_EQ(desk.answer("radio-7", "report", theft), first);
    EXPECT_EQ(desk.receipt("radio-7", "report", misspelt)["code"], "id_reused");
}

class RateLimit : public testing::Test {
protected:
    static HubConfig::Limits two_at_once() {
        HubConfig::Limits limits;
        limits.client_rate = 1;
        limits.client_burst = 2;
        return limits;
    }
    Json reports(const std::string& id, const std::string& category = "theft", const std::string& client = "radio-7") {
        return desk.receipt(client, "report", R"({"id":")" + id + R"(","category":")" + category + "\"}");
    }

    Desk desk{two_at_once()};
};

TEST_F(RateLimit, AsksForPatienceAndTakesTheSameIdLater) {
    reports("t1");
    reports("t2");
    const Batch refused = desk.takes("radio-7", "report", R"({"id":"t3","category":"theft"})");
    EXPECT_THAT(refused.entries, IsEmpty());
    ASSERT_THAT(refused.receipts, SizeIs(1));
    EXPECT_EQ(
        refused.receipts[0].bytes,
        R"({"id":"t3","kind":"report","accepted":false,"code":"rate_limited",)"
        R"("error":"this client sends more than the hub takes from one; keep this and send it again, more slowly",)"
        R"("retry":true,"retry_after_ms":2000})");
    EXPECT_EQ(desk.counts().rate_limited, 1u);
    EXPECT_EQ(desk.counts().refused, 0u);
    desk.now = desk.now + Milliseconds{1'000};
    const Json taken = reports("t3");
    EXPECT_EQ(taken["accepted"], true);
    EXPECT_EQ(taken["seq"], 3);
}

TEST_F(RateLimit, IsOfAllKindsTogetherAndCountsWhatIsRefusedToo) {
    EXPECT_EQ(reports("t1", "nonsense")["code"], "unknown_category");
    EXPECT_EQ(desk.receipt("radio-7", "status", R"({"id":"s1","status":"busy"})")["accepted"], true);
    EXPECT_EQ(reports("t1", "nonsense")["code"], "rate_limited");
    EXPECT_EQ(desk.receipt("radio-7", "status", R"({"id":"s2","status":"available"})")["code"], "rate_limited");
}

TEST_F(RateLimit, IsEachClientsOwn) {
    for (const char* id : {"t1", "t2", "t3"}) reports(id);
    EXPECT_EQ(reports("t1", "theft", "radio-8")["accepted"], true);
}

TEST_F(RateLimit, PassesRepeatsAndIdsThatWereUsed) {
    const Json first = reports("t1");
    reports("t2");
    EXPECT_EQ(reports("t3")["code"], "rate_limited");
    EXPECT_EQ(reports("t1"), first);
    EXPECT_EQ(reports("t1", "other")["code"], "id_reused");
}

TEST_F(RateLimit, NeverHoldsBackAPanic) {
    for (const char* id : {"t1", "t2", "t3"}) reports(id);
    EXPECT_EQ(desk.receipt("radio-7", "status", R"({"id":"s1","panic":true})")["accepted"], true);
    EXPECT_EQ(reports("t4", "panic")["accepted"], true);
    EXPECT_EQ(reports("t5")["code"], "rate_limited");
}

TEST_F(RateLimit, PassesWhatGetsNoReceipt) {
    for (const char* id : {"t1", "t2", "t3"}) reports(id);
    EXPECT_THAT(desk.takes("radio-7", "beacon", R"({"battery_pct":80})").observed, SizeIs(1));
    EXPECT_THAT(desk.takes("radio-7", "query", R"({"id":"q1","ask":"units"})").questions, SizeIs(1));
    EXPECT_EQ(desk.counts().rate_limited, 1u);
}

TEST_F(RateLimit, RenewsTheLeaseOfWhomItPutsOff) {
    for (const char* id : {"t1", "t2", "t3"}) reports(id);
    desk.now = desk.now + Milliseconds{999};
    EXPECT_EQ(reports("t4")["code"], "rate_limited");
    Batch lapsed;
    desk.intake().pass_time(desk.now + Milliseconds{74'999}, lapsed);
    EXPECT_THAT(lapsed.events, IsEmpty());
}

class SizeLimit : public testing::Test {
protected:
    static HubConfig::Limits small_messages() {
        HubConfig::Limits limits;
        limits.device_message = limits.person_message = 1'000;
        limits.client_bytes = 1'000;
        limits.client_bytes_burst = 3'000;
        return limits;
    }
    // A report of so many bytes at least.
    static std::string report_of(std::size_t bytes, const std::string& id, const std::string& category = "theft") {
        return R"({"id":")" + id + R"(","category":")" + category + R"(","text":")" + std::string(bytes, 'x') + "\"}";
    }

    Desk desk{small_messages()};
};

TEST_F(SizeLimit, RefusesAMessageThatIsTooLargeForItsClientUnderItsId) {
    const Json refused = desk.receipt("radio-7", "report", report_of(1'000, "t1"));
    EXPECT_EQ(refused["id"], "t1");
    EXPECT_EQ(refused["code"], "too_long");
    EXPECT_EQ(refused["error"], "a message of this client has at most 1000 bytes");
    EXPECT_FALSE(refused.contains("retry"));
    EXPECT_EQ(desk.counts().oversized, 1U);
    EXPECT_EQ(desk.receipt("radio-7", "report", report_of(500, "t1"))["accepted"], true) << "it may be mended";
    EXPECT_EQ(desk.receipt("contract-1", "report", report_of(1'000, "t2"))["accepted"], true) << "others have theirs";
}

TEST_F(SizeLimit, CountsWhatNoCodecReadsForItsSize) {
    EXPECT_EQ(desk.receipt("contract-1", "report", report_of(70'000, "t1"))["code"], "too_long");
    EXPECT_EQ(desk.counts().oversized, 1U);
}

TEST_F(SizeLimit, LetsPanicThroughWhateverItsSize) {
    for (int i = 0; i < 4; ++i) {
        const std::string id = "p" + std::to_string(i);
        EXPECT_EQ(desk.receipt("radio-7", "report", report_of(1'500, id, "panic"))["accepted"], true);
    }
    const std::string cry = R"({"id":"s1","status":"busy","panic":true,"note":")" + std::string(1'500, 'x') + "\"}";
    EXPECT_EQ(desk.receipt("radio-8", "status", cry)["accepted"], true);
    EXPECT_EQ(desk.counts().oversized, 0U);
}

TEST_F(SizeLimit, TellsTheFirstLargeBeaconOfAMinute) {
    const std::string beacon = R"({"lat":51.9,"lon":4.4,"note":")" + std::string(1'000, 'x') + "\"}";
    EXPECT_THAT(desk.takes("radio-7", "beacon", beacon).receipts, SizeIs(1));
    EXPECT_THAT(desk.takes("radio-7", "beacon", beacon).receipts, IsEmpty());
    EXPECT_EQ(desk.counts().oversized, 2U);
}

TEST_F(SizeLimit, AsksForPatienceWhenAClientsBytesAreSpent) {
    int taken = 0;
    while (desk.receipt("radio-7", "report", report_of(800, "t" + std::to_string(taken)))["accepted"] == true) ++taken;
    EXPECT_EQ(taken, 3);
    const std::string next = report_of(800, "t3");
    EXPECT_EQ(desk.receipt("radio-7", "report", next)["code"], "rate_limited");
    EXPECT_EQ(desk.receipt("radio-7", "report", next)["retry"], true);
    EXPECT_EQ(desk.receipt("radio-8", "report", next)["accepted"], true);
    EXPECT_EQ(desk.receipt("radio-7", "report", report_of(2'000, "cry", "panic"))["accepted"], true);
    desk.now = desk.now + Milliseconds{1'000};
    EXPECT_EQ(desk.receipt("radio-7", "report", next)["accepted"], true);
}

TEST(Receipt, IsNoneForABeaconWhenTheDiskIsFull) {
    Desk desk;
    desk.has_room = false;
    EXPECT_THAT(desk.takes("radio-7", "beacon", R"({"lat":51.92,"lon":4.48})").receipts, IsEmpty());
}

}  // namespace
}  // namespace paraat::app
