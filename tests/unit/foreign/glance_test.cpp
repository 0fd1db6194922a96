#include "hub/foreign/glance.hpp"

#include <gtest/gtest.h>

#include "tests/support/centre.hpp"

namespace paraat::foreign {
namespace {

// radio-1 has a node and a phone of another name, and calls by hand too; radio-7 has what everybody has.
class Radios {
public:
    Radios() {
        Device device;
        device.unit = core::ClientName{"radio-1"};
        device.owntracks = "jan/phone";
        device.node = 0x0a1b2c3d;
        device.panic = PanicSigns{true, "help", "help"};
        devices_.devices.push_back(device);
    }
    Glance sees(const std::string& topic, const std::string& payload, const std::string& sender = {}) const {
        const Heard heard{topic, payload, core::ClientName{sender}, core::InputKind::beacon, false, Instant{1}};
        return glance_at(heard, devices_, organisation_);
    }
    bool may_call(const std::string& topic, const std::string& payload, const std::string& sender = {}) const {
        return sees(topic, payload, sender).may_call;
    }

private:
    core::Organisation organisation_ = test::small_organisation();
    Devices devices_;
};

TEST(Glance, APhoneCallsByThePlaceThatItMarks) {
    const Radios radios;
    const std::string mark = R"({"_type":"waypoint","desc": " NOOD ","lat":51)";  // cut off: nobody could read it
    EXPECT_TRUE(radios.may_call("owntracks/radio-7/phone/waypoint", mark));
    EXPECT_TRUE(radios.may_call("owntracks/radio-7/phone/waypoint", R"({"desc":"n\u006fod"})"));
    EXPECT_FALSE(radios.may_call("owntracks/radio-7/phone/waypoint", R"({"_type":"waypoint","desc":"thuis"})"));
    EXPECT_FALSE(radios.may_call("owntracks/radio-7/phone", mark)) << "an exported list marks nothing";
    EXPECT_EQ(radios.sees("owntracks/radio-7/phone", mark).unit.text, "radio-7");
}

TEST(Glance, APhoneCallsByHandWhereThatIsASign) {
    const Radios radios;
    const std::string by_hand = R"({"_type":"location","t" : "u","lat":"none"})";
    EXPECT_TRUE(radios.may_call("owntracks/jan/phone", by_hand));
    EXPECT_EQ(radios.sees("owntracks/jan/phone", by_hand).unit.text, "radio-1");
    EXPECT_FALSE(radios.may_call("owntracks/jan/phone", R"({"_type":"location","t":"p","m":"u"})"));
    EXPECT_FALSE(radios.may_call("owntracks/radio-7/phone", by_hand));
    EXPECT_FALSE(radios.may_call("owntracks/jan/phone/cmd", by_hand)) << "that is no word of the phone";
}

TEST(Glance, APhoneWhoseWordsAreEncryptedCalls) {
    const Radios radios;
    EXPECT_TRUE(radios.may_call("owntracks/jan/phone", R"({"_type":"encrypted","data":"AAAA"})"));
    EXPECT_TRUE(radios.may_call("owntracks/radio-7/phone/waypoint", R"({"_type":"encrypted","data":"AAAA"})"));
    EXPECT_FALSE(radios.may_call("owntracks/radio-7/phone", R"({"_type":"encrypted","data":"AAAA"})"))
        << "there only a report by hand calls, which is no sign of its";
    EXPECT_TRUE(radios.sees("owntracks/nobody/phone", R"({"_type":"encrypted"})").unit.text.empty());
    Devices silent;
    silent.panic = PanicSigns{false, "", ""};
    const std::string topic = "owntracks/radio-7/phone/waypoint";
    const std::string sealed = R"({"_type":"encrypted","data":"AAAA"})";
    const Heard heard{topic, sealed, {}, core::InputKind::beacon, false, Instant{1}};
    EXPECT_FALSE(glance_at(heard, silent, test::small_organisation()).may_call) << "no word of a phone calls there";
}

TEST(Glance, ANodeCallsByTheWordOfItsUnit) {
    const Radios radios;
    const std::string gateway = "msh/EU_868/2/json/LongFast/!00000001";
    const std::string from = R"({"from": 169552957,"type":"text","payload":{"text":")";
    EXPECT_TRUE(radios.may_call(gateway, from + "Help\"}}"));
    EXPECT_EQ(radios.sees(gateway, from).unit.text, "radio-1");
    EXPECT_TRUE(radios.may_call(gateway, R"({"from":"!0a1b2c3d","text":"HELP"})"));
    EXPECT_FALSE(radios.may_call(gateway, from + "nood\"}}")) << "its unit has another word";
    EXPECT_FALSE(radios.may_call(gateway, R"({"from":5,"text":"help"})"));
    EXPECT_TRUE(radios.sees(gateway, R"({"from":5,"text":"help"})").unit.text.empty());
}

TEST(Glance, AnEventCallsByItsTypeOrByTheWord) {
    const Radios radios;
    for (const char* called : {R"(<event type="b-a-o-tbl")",
                               "\xbf\x01\xbf\x12\x09"
                               "b-a-o-pan",
                               R"(<event type="b&#45;a"/>)", R"(<event type="b-t-f"><remarks>NOOD</remarks>)",
                               R"(<event type="b-a-o-can"/><event type="b-a-o-opn"/>)"}) {
        EXPECT_TRUE(radios.may_call("$tak/radio-7", called)) << called;
        EXPECT_TRUE(radios.may_call("oov/up/radio-7/beacon", called, "radio-7")) << called;
    }
    for (const char* other : {R"(<event type="a-f-G-U-C">)", R"(<event type="b-a-o-can"/>)",
                              R"(<event type="b-t-f"><remarks>koffie &amp; taart</remarks>)",
                              R"(<event type="a-f-G"><contact callsign="NOOD"/>)",
                              R"(<event type="a-h-G"><remarks>een&#10;twee&#xD;&#9;drie</remarks>)"}) {
        EXPECT_FALSE(radios.may_call("$tak/radio-7", other)) << other;
    }
    EXPECT_EQ(radios.sees("$tak/radio-7", "").unit.text, "radio-7");
}

}  // namespace
}  // namespace paraat::foreign
