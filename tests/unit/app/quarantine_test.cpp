#include "hub/app/quarantine.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "hub/app/core_rounds.hpp"
#include "hub/app/cry.hpp"
#include "hub/app/secrecy.hpp"
#include "hub/core/clearance.hpp"
#include "hub/transport/broker_transport.hpp"
#include "schemas/beacon_generated.h"
#include "tests/support/accounts.hpp"
#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* topic = "oov/up/radio-7/report";

// A hub's guard over its lives. A process that dies is one whose object is gone without letting go.
class QuarantineTest : public testing::Test {
protected:
    QuarantineTest() { starts(); }
    void starts() {
        guard_.reset();
        guard_ = std::make_unique<Quarantine>(folder_.path(), now_, [](std::string_view, std::string_view payload) {
            return payload.find("secret") == std::string_view::npos;
        });
    }
    void dies_of(const std::string& payload) {
        EXPECT_TRUE(guard_->take_in_hand(topic, payload, now_));
        now_ = now_ + 1s;
        starts();
    }
    void decides(const std::string& payload) {
        EXPECT_TRUE(guard_->take_in_hand(topic, payload, now_));
        guard_->let_go();
    }
    bool refuses(const std::string& payload) {
        const bool is_taken = guard_->take_in_hand(topic, payload, now_);
        if (is_taken) guard_->let_go();
        return !is_taken;
    }
    QuarantineFolder files() const { return QuarantineFolder(folder_.path()); }

    test::Folder folder_;
    Instant now_{1'763'940'000'000};
    std::unique_ptr<Quarantine> guard_;
};

TEST_F(QuarantineTest, TakesAMessageInAgainAfterOneDeath) {
    dies_of("poison");
    EXPECT_FALSE(refuses("poison"));
    EXPECT_EQ(guard_->size(), 0u);
}

TEST_F(QuarantineTest, RefusesAMessageAfterTwoDeathsAndNoOther) {
    dies_of("poison");
    dies_of("poison");
    EXPECT_TRUE(refuses("poison"));
    EXPECT_FALSE(refuses("Poison"));
    EXPECT_TRUE(guard_->take_in_hand("oov/up/radio-8/report", "poison", now_));
    guard_->let_go();
    starts();
    EXPECT_TRUE(refuses("poison"));
    const std::string fingerprint = fingerprint_of(topic, "poison");
    EXPECT_THAT(files().messages(),
                ElementsAre(QuarantinedMessage{
                    {fingerprint, 2, Instant{1'763'940'001'000}, Instant{1'763'940'002'000}}, topic, "poison"}));
    EXPECT_THAT(
        guard_->reasons(),
        ElementsAre("quarantine: 1 message is refused, because the hub died with it in hand; see `paraat journal "
                    "quarantine list`"));
}

TEST_F(QuarantineTest, CountsTwoDeathsAlsoWhenOthersCameBetween) {
    dies_of("poison");
    dies_of("chance");
    dies_of("poison");
    EXPECT_TRUE(refuses("poison"));
    EXPECT_FALSE(refuses("chance"));
}

TEST_F(QuarantineTest, HoldsNothingAgainstWhatWasDecidedSince) {
    dies_of("innocent");
    decides("innocent");
    dies_of("innocent");
    EXPECT_FALSE(refuses("innocent"));
}

TEST_F(QuarantineTest, DecidesWhatAPersonReleasedAndCountsAnew) {
    dies_of("poison");
    dies_of("poison");
    EXPECT_TRUE(*files().release(fingerprint_of(topic, "poison")));
    EXPECT_FALSE(*files().release(fingerprint_of(topic, "poison")));
    EXPECT_FALSE(*files().release("../in-hand"));
    now_ = now_ + Quarantine::look_interval;
    guard_->look(now_);
    EXPECT_THAT(guard_->reasons(), IsEmpty());
    dies_of("poison");
    EXPECT_TRUE(guard_->take_in_hand(topic, "poison", now_));
}

TEST_F(QuarantineTest, LetsTheOldestGoWhenItIsFull) {
    for (std::size_t i = 0; i <= Quarantine::messages_most; ++i) {
        const std::string payload = "poison " + std::to_string(i);
        dies_of(payload);
        dies_of(payload);
    }
    EXPECT_EQ(guard_->size(), Quarantine::messages_most);
    EXPECT_FALSE(refuses("poison 0"));
    EXPECT_TRUE(refuses("poison 1"));
    EXPECT_THAT(guard_->reasons(), ElementsAre(HasSubstr("100 messages are refused")));
}

TEST_F(QuarantineTest, SuspectsOnlySoMany) {
    for (std::size_t i = 0; i < Quarantine::suspects_most + 5; ++i) dies_of("chance " + std::to_string(i));
    EXPECT_EQ(files().suspects().size(), Quarantine::suspects_most);
}

TEST_F(QuarantineTest, ReadsWhatItCanOfBrokenFiles) {
    dies_of("poison");
    dies_of("poison");
    const auto folder = folder_.path() / "quarantine";
    std::ofstream(folder / "suspects") << "nonsense\n" << std::string(64, 'a') << " 1 x\n\n";
    std::ofstream(folder / std::string(64, 'b')) << "deaths";
    std::ofstream(folder / std::string(64, 'c')) << "deaths 2\nfirst 1\nlast 1\ntopic 0\npayload 40";  // and no more
    std::ofstream(folder / std::string(64, 'd')) << "deaths 2\nfirst 1\nlast 1\ntopic 1\npayload 1 =>t\np";
    std::ofstream(folder / std::string(64, 'e')) << "deaths 2\nfirst 1\nlast 1\ntopic 1\npayload 1\n\nt p";
    std::ofstream(folder / "a note by somebody") << "hello";
    starts();
    EXPECT_TRUE(refuses("poison"));
    EXPECT_THAT(files().suspects(), IsEmpty());
    EXPECT_EQ(files().messages().size(), 1u);
}

TEST_F(QuarantineTest, StartsOverAFolderThatHoldsNoFilesWhereTheyShouldBe) {
    guard_.reset();
    const auto folder = folder_.path() / "quarantine";
    std::filesystem::create_directories(folder / "suspects");
    std::filesystem::create_directories(folder / std::string(64, 'a'));
    std::filesystem::remove(folder_.path() / "in-hand");
    std::filesystem::create_directories(folder_.path() / "in-hand");
    starts();
    EXPECT_FALSE(refuses("anything"));
    EXPECT_EQ(guard_->size(), 1u);
    EXPECT_THAT(guard_->reasons(), IsEmpty()) << "of what cannot be read nobody knows whether it may be told";
}

TEST_F(QuarantineTest, StartsWhereItsFolderIsAFile) {
    guard_.reset();
    std::ofstream(folder_.path() / "quarantine") << "something";
    starts();
    dies_of("poison");
    dies_of("poison");
    EXPECT_FALSE(refuses("poison"));
}

TEST_F(QuarantineTest, TellsEverybodyOnlyOfWhatEverybodyMayKnow) {
    dies_of("secret poison");
    dies_of("secret poison");
    EXPECT_TRUE(refuses("secret poison"));
    EXPECT_EQ(guard_->size(), 1u);
    EXPECT_THAT(guard_->reasons(), IsEmpty());
    dies_of("poison");
    dies_of("poison");
    EXPECT_EQ(guard_->size(), 2u);
    EXPECT_THAT(guard_->reasons(), ElementsAre(HasSubstr("1 message is refused")));
    EXPECT_THAT(guard_->reasons(), ElementsAre(testing::Not(HasSubstr(fingerprint_of(topic, "poison").substr(0, 8)))));
}

TEST_F(QuarantineTest, BlamesNothingForAnEndOnPurpose) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(guard_->take_in_hand(topic, "innocent", now_));
        guard_->spare();
        EXPECT_TRUE(guard_->take_in_hand(topic, "innocent too", now_)) << "by the core, before the process is gone";
        starts();
    }
    EXPECT_THAT(files().suspects(), IsEmpty());
    dies_of("poison");
    EXPECT_EQ(files().suspects().size(), 1u) << "the next process is guarded again";
}

TEST_F(QuarantineTest, IsClosedToOthers) {
    dies_of("poison");
    const auto open_to = std::filesystem::status(folder_.path() / "quarantine").permissions();
    EXPECT_EQ(open_to & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none);
}

TEST(IntakeOfAQuarantinedMessage, RefusesItUnread) {
    Desk desk;
    Batch batch;
    desk.intake().refuse_quarantined({"oov/up/radio-1/report", theft}, false, desk.now, batch);
    ASSERT_EQ(batch.receipts.size(), 1u);
    const Json receipt = Json::parse(batch.receipts[0].bytes);
    EXPECT_EQ(receipt["code"], "quarantined");
    EXPECT_EQ(receipt["id"], "");
    EXPECT_EQ(receipt["of"], hex(sha256(theft)).substr(0, 16));
    EXPECT_FALSE(receipt.contains("retry"));
    EXPECT_EQ(desk.counts().quarantined, 1u);
    EXPECT_EQ(desk.counts().refused, 1u);
}

TEST(IntakeOfAQuarantinedMessage, AnswersAQueryAndTellsNobodyOfABeacon) {
    Desk desk;
    Batch batch;
    desk.intake().refuse_quarantined({"oov/up/radio-1/query", "{}"}, false, desk.now, batch);
    desk.intake().refuse_quarantined({"oov/up/radio-1/beacon", "{}"}, false, desk.now, batch);
    ASSERT_EQ(batch.questions.size(), 1u);
    EXPECT_EQ(batch.questions[0].answer->code, "quarantined");
    EXPECT_THAT(batch.receipts, IsEmpty());
    EXPECT_EQ(desk.counts().quarantined, 2u);
    EXPECT_EQ(desk.counts().refused, 0u);
}

TEST(Secrecy, HidesWhatIsOfCovertWorkOrMayBe) {
    test::Centre centre;
    test::make_covert(centre.organisation, "radio-8");
    const auto is_told = [&](const std::string& from, const std::string& payload) {
        return is_open(centre.organisation, projection::Topics("oov"), from, payload);
    };
    EXPECT_TRUE(is_told("oov/up/radio-7/report", theft));
    EXPECT_TRUE(is_told("oov/up/radio-7/beacon", "whatever"));
    EXPECT_TRUE(is_told("oov/up/stranger/status", "whatever"));
    EXPECT_FALSE(is_told("oov/up/radio-8/beacon", "{}"));
    EXPECT_FALSE(is_told("oov/up/opco-1/ack", "{}"));
    EXPECT_FALSE(is_told("oov/up/radio-7/report", R"({"category":"theft","covert" : true})"));
    EXPECT_FALSE(is_told("oov/up/radio-7/report", R"({"category":"theft","c\u006fvert":true})"));
    EXPECT_FALSE(is_told("oov/up/radio-7/report", "neither"));
    EXPECT_FALSE(is_told("nowhere", "{}"));
}

std::string flatbuffers_beacon(bool panic) {
    flatbuffers::FlatBufferBuilder builder;
    wire::BeaconBuilder beacon(builder);
    beacon.add_panic(panic);
    wire::FinishBeaconBuffer(builder, beacon.Finish());
    return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

TEST(Cry, IsFoundInTheBytesOfAStatusOrBeacon) {
    using core::InputKind;
    const std::string loud = R"({"panic":true})";
    const std::string quiet = R"({"panic":true,"silent":true})";
    EXPECT_EQ(cry_in(InputKind::status, R"({"id":"a","panic":true,"incident":)"), loud);
    EXPECT_EQ(cry_in(InputKind::beacon, "{\"panic\" :\n true}"), loud);
    EXPECT_EQ(cry_in(InputKind::beacon, R"({"panic":false,"text":"\u00e9"})"), std::nullopt);
    EXPECT_EQ(cry_in(InputKind::status, R"({"silent": true,"panic": true})"), quiet);
    EXPECT_EQ(cry_in(InputKind::status, R"({"status":"panic"})"), std::nullopt);
    EXPECT_EQ(cry_in(InputKind::report, loud), std::nullopt);
    EXPECT_EQ(cry_in(InputKind::beacon, flatbuffers_beacon(true)), quiet);
    EXPECT_EQ(cry_in(InputKind::beacon, flatbuffers_beacon(false)), std::nullopt);
    EXPECT_EQ(cry_in(InputKind::beacon, ""), std::nullopt);
}

// The core thread over a quarantine that holds what was put there.
class RoundsOverAQuarantine : public testing::Test {
protected:
    void hold(const std::string& from, const std::string& payload) {
        const Suspect suspect{fingerprint_of(from, payload), 2, desk_.now, desk_.now};
        ASSERT_TRUE(QuarantineFolder(folder_.path()).keep({suspect, from, payload}));
    }
    Batch takes(const std::string& from, const std::string& payload) {
        if (!guard_) {
            guard_.emplace(folder_.path(), desk_.now, [](std::string_view, std::string_view) { return true; });
            rounds_.emplace(desk_.intake(), transport_, desk_.now, &*guard_);
        }
        desk_.now = desk_.now + 1s;
        Batch batch;
        batch.now = desk_.now;
        EXPECT_TRUE(rounds_->go_on({{from, payload}}, desk_.now, true, batch));
        return batch;
    }
    std::size_t panics() const {
        std::size_t open = 0;
        for (const auto& [id, incident] : desk_.intake().state().incidents) open += !incident.panic_of.empty();
        return open;
    }

    test::Folder folder_;
    mutable Desk desk_;
    transport::BrokerTransport transport_{transport::Settings{}};
    std::optional<Quarantine> guard_;
    std::optional<CoreRounds> rounds_;
};

const std::string button = R"({"panic": true})";

TEST_F(RoundsOverAQuarantine, RaiseThePanicOfABeaconThatNobodyMayLookAt) {
    hold("oov/up/radio-1/beacon", button);
    const Batch batch = takes("oov/up/radio-1/beacon", button);
    EXPECT_THAT(test::names(batch.events), testing::Contains("panic_raised"));
    EXPECT_THAT(batch.receipts, IsEmpty());
    EXPECT_EQ(panics(), 1u);
    EXPECT_THAT(test::names(takes("oov/up/radio-1/beacon", button).events), IsEmpty()) << "it is held down";
}

TEST_F(RoundsOverAQuarantine, RaiseThePanicOfAStatusAtEachPressAndSaySo) {
    hold("oov/up/radio-1/status", button);
    const Batch batch = takes("oov/up/radio-1/status", button);
    EXPECT_THAT(test::names(batch.events), testing::Contains("panic_raised"));
    ASSERT_EQ(batch.receipts.size(), 1u);
    const Json receipt = Json::parse(batch.receipts[0].bytes);
    EXPECT_EQ(receipt["code"], "quarantined");
    EXPECT_EQ(receipt["of"], hex(sha256(button)).substr(0, 16));
    EXPECT_THAT(receipt["error"].get<std::string>(), HasSubstr("help is called"));
    EXPECT_THAT(test::names(takes("oov/up/radio-1/status", button).events), testing::Contains("panic_raised"));
    EXPECT_EQ(panics(), 1u) << "both are of one panic";
}

TEST_F(RoundsOverAQuarantine, CallNobodyForWhoIsNoUnitOrDoesNotCall) {
    hold("oov/up/contract-1/status", button);
    hold("oov/up/radio-1/status", R"({"status":"busy"})");
    hold("oov/up/radio-1/report", button);
    for (const auto& [from, payload] : {std::pair{"oov/up/contract-1/status", button},
                                        std::pair{"oov/up/radio-1/status", std::string(R"({"status":"busy"})")},
                                        std::pair{"oov/up/radio-1/report", button}}) {
        const Batch batch = takes(from, payload);
        ASSERT_EQ(batch.receipts.size(), 1u);
        EXPECT_THAT(Json::parse(batch.receipts[0].bytes)["error"].get<std::string>(),
                    HasSubstr("say it in other words"));
    }
    EXPECT_EQ(panics(), 0u);
}

TEST_F(RoundsOverAQuarantine, RaiseThePanicOfADeviceThatSpeaksAFormatOfItsOwn) {
    foreign::Device node;
    node.unit = core::ClientName{"radio-2"};
    node.node = 7;
    foreign::Devices devices;
    devices.devices.push_back(node);
    desk_.intake().understand(devices);
    const std::pair<std::string, std::string> calls[] = {
        {"owntracks/radio-1/phone/waypoint", R"({"_type":"waypoint","desc":"nood")"},
        {"msh/EU_868/2/json/LongFast/!00000001", R"({"from":7,"payload":{"text":"Nood"}})"},
        {"$tak/radio-7", R"(<event type="b-a-o-tbl")"},
        {"oov/up/radio-8/beacon", R"(<event type="b-a-o-tbl")"}};
    for (const auto& [from, payload] : calls) hold(from, payload);
    for (const auto& [from, payload] : calls) {
        EXPECT_THAT(test::names(takes(from, payload).events), testing::Contains("panic_raised")) << from;
    }
    EXPECT_EQ(panics(), 4u);
    EXPECT_EQ(desk_.counts().quarantined, 4u);
}

TEST_F(RoundsOverAQuarantine, TellWhoLooksAfterDevicesOfOneThatIsSetAside) {
    const std::string marked = R"({"_type":"waypoint","desc":"thuis")";
    hold("owntracks/radio-1/phone/waypoint", marked);
    const Batch batch = takes("owntracks/radio-1/phone/waypoint", marked);
    ASSERT_EQ(batch.heard.size(), 1u);
    EXPECT_EQ(batch.heard[0].client.text, "radio-1");
    EXPECT_EQ(batch.heard[0].outcome, core::HeardOutcome::refused);
    EXPECT_THAT(batch.heard[0].remarks, testing::ElementsAre(HasSubstr("is not looked at again")));
    EXPECT_EQ(panics(), 0u);
}

TEST_F(RoundsOverAQuarantine, CallNobodyOnceTheCallItselfIsWhatTheHubDiesOf) {
    hold("oov/up/radio-1/beacon", button);
    hold("oov/up/radio-1/beacon", R"({"panic":true})");  // the hub's own words
    EXPECT_THAT(test::names(takes("oov/up/radio-1/beacon", button).events),
                testing::Not(testing::Contains("panic_raised")));
    EXPECT_THAT(test::names(takes("oov/up/radio-2/beacon", button).events), testing::Contains("panic_raised"));
}

}  // namespace
}  // namespace paraat::app
