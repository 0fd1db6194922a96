#include "hub/foreign/devices_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "hub/app/hub_files.hpp"

namespace paraat::foreign {
namespace {

using testing::HasSubstr;

core::Organisation shipped() {
    return app::read_hub_files(std::string(PARAAT_SOURCE_DIR) + "/config/hub.toml", {}, {}).organisation;
}

DevicesReading read(const std::string& text) {
    return read_devices(text, "/nowhere/devices.toml", "oov", shipped());
}

std::vector<std::string> lines_of(const core::Organisation& organisation, const char* client) {
    std::vector<std::string> lines;
    for (const core::FieldTopic& topic : organisation.account(core::ClientName{client})->field_topics) {
        lines.push_back((topic.may_read ? "readwrite " : "write ") + topic.filter);
    }
    return lines;
}

TEST(DevicesFile, SaysWhoseAPhoneAndANodeAre) {
    const DevicesReading reading = read(R"([[device]]
unit = "radio-7"
owntracks = "jan/phone"
meshtastic = "!7efeee00"
panic = { manual_report = true }
)");
    ASSERT_TRUE(reading.issues.empty());
    const Device* phone = reading.devices.of_owntracks("jan", "phone");
    ASSERT_NE(phone, nullptr);
    EXPECT_EQ(phone->unit.text, "radio-7");
    EXPECT_EQ(reading.devices.of_node(0x7efeee00), phone);
    EXPECT_TRUE(reading.devices.panic_of(phone).manual_report);
    EXPECT_EQ(reading.devices.panic_of(nullptr).waypoint, "nood");
    EXPECT_EQ(reading.devices.of_owntracks("jan", "other"), nullptr);
}

TEST(DevicesFile, GivesAUnitTheTopicsOfItsPhoneAndNoOthers) {
    core::Organisation organisation = shipped();
    read("[[device]]\nunit = \"radio-7\"\nowntracks = \"jan/phone\"\n").devices.give_topics_to(organisation);
    EXPECT_THAT(lines_of(organisation, "radio-7"),
                testing::ElementsAre("write owntracks/jan/phone/#", "readwrite owntracks/jan/phone/cmd"));
    EXPECT_THAT(lines_of(organisation, "radio-8"),
                testing::ElementsAre("write owntracks/radio-8/#", "readwrite owntracks/radio-8/+/cmd"));
    EXPECT_TRUE(lines_of(organisation, "console-1").empty());
}

TEST(DevicesFile, NamesWhatIsWrongAndWhere) {
    const DevicesReading reading = read(R"([[device]]
unit = "radio-77"
[[device]]
unit = "console-1"
[[device]]
unit = "radio-8"
owntracks = "phone"
meshtastic = "7efeee00"
[[device]]
unit = "radio-9"
owntracks = "jan/phone"
[[device]]
unit = "radio-10"
owntracks = "jan/phone"
secret_file = "nowhere"
[[gateway]]
account = "radio-1"
root = "other"
)");
    std::vector<std::string> said;
    for (const SourceIssue& issue : reading.issues) said.push_back(issue.message);
    ASSERT_EQ(said.size(), 7U) << testing::PrintToString(said);
    EXPECT_THAT(said[0], HasSubstr("no account is called \"radio-77\""));
    EXPECT_THAT(said[1], HasSubstr("is no unit"));
    EXPECT_THAT(said[2], HasSubstr("user/device"));
    EXPECT_THAT(said[3], HasSubstr("8 hexadecimal digits"));
    EXPECT_THAT(said[4], HasSubstr("another unit"));
    EXPECT_THAT(said[5], HasSubstr("cannot read"));
    EXPECT_THAT(said[6], HasSubstr("levels below"));
}

TEST(DevicesFile, SaysWhatTextsAndSensorsBecome) {
    EXPECT_EQ(read("").devices.texts, "other");
    EXPECT_EQ(read("[meshtastic]\n").devices.texts, "other");
    EXPECT_EQ(read("[meshtastic]\ntexts = \"\"\n").devices.texts, "");
    EXPECT_EQ(read("[meshtastic]\ndetections = \"suspicious_situation\"\n").devices.detections, "suspicious_situation");
    const DevicesReading wrong = read("[meshtastic]\ntexts = \"othr\"\ndetections = \"panic\"\n");
    ASSERT_EQ(wrong.issues.size(), 2U);
    EXPECT_THAT(wrong.issues[0].suggestion + wrong.issues[0].message, HasSubstr("other"));
    EXPECT_THAT(wrong.issues[1].message, HasSubstr("not every text is a panic"));
}

// Whoever has an account of that name may write there.
TEST(DevicesFile, GivesNoUnitTheTopicsOfAnother) {
    const DevicesReading reading = read("[[device]]\nunit = \"radio-7\"\nowntracks = \"radio-8/phone\"\n");
    ASSERT_EQ(reading.issues.size(), 1U);
    EXPECT_THAT(reading.issues[0].message, HasSubstr("could then speak for this one"));
}

TEST(DevicesFile, NamesTheNodeOfAGateway) {
    const DevicesReading reading = read("[[gateway]]\naccount = \"radio-1\"\nnode = \"!a2e227d4\"\n");
    ASSERT_TRUE(reading.issues.empty());
    EXPECT_EQ(reading.devices.gateways.at(0).node, 0xa2e227d4U);
    EXPECT_EQ(read("[[gateway]]\naccount = \"radio-1\"\nnode = \"a2e227d4\"\n").issues.size(), 1U);
}

TEST(DevicesFile, FindsRootsOfItsOwnForDevicesBesideTheHubs) {
    const auto said_at = [](const std::string& hub_root, const std::string& text) {
        const DevicesReading reading = read_devices(text, "/nowhere/devices.toml", hub_root, shipped());
        return reading.issues.empty() ? std::string() : reading.issues[0].message;
    };
    EXPECT_THAT(said_at("owntracks", ""), HasSubstr("[owntracks] root = \"phones\""))
        << "nothing is written, and wrong";
    EXPECT_THAT(said_at("msh/nl", "[owntracks]\nroot = \"mesh\"\n"), HasSubstr("[meshtastic] root = \"nodes\""));
    EXPECT_EQ(said_at("oov", "[owntracks]\nroot = \"oovtracks\"\n[meshtastic]\nroot = \"\"\n"), "");
    EXPECT_EQ(said_at("owntracks", "[owntracks]\nroot = \"\"\n"), "");
}

TEST(DevicesFile, AsShippedHasNothingWrong) {
    const app::HubFiles files = app::read_hub_files(std::string(PARAAT_SOURCE_DIR) + "/config/hub.toml", {}, {});
    EXPECT_THAT(files.issues, testing::IsEmpty());
    EXPECT_THAT(files.devices.filters(), testing::ElementsAre("owntracks/#", "msh/#"));
}

}  // namespace
}  // namespace paraat::foreign
