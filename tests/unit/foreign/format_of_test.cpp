#include <gtest/gtest.h>

#include "hub/foreign/interpreter.hpp"

namespace paraat::foreign {
namespace {

TEST(FormatOf, IsToldByTheBytes) {
    EXPECT_EQ(Interpreter::format_of("<?xml version=\"1.0\"?><alert xmlns=\"x\"/>", false, ""), Format::cap);
    EXPECT_EQ(Interpreter::format_of("<!-- <event --><alert><info><event>x</event></info></alert>", true, "cap"),
              Format::cap);
    EXPECT_EQ(Interpreter::format_of("\n <event version=\"2.0\"/>", false, ""), Format::cot);
    EXPECT_EQ(Interpreter::format_of("FLEX|2023-01-01 10:00:00|1600/2/K/A|1.2|000120161|ALN|x", true, "report"),
              Format::p2000);
    EXPECT_EQ(Interpreter::format_of(R"({"type":"Feature"})", true, "report"), Format::geojson);
}

TEST(FormatOf, IsTheHubsOwnOtherwise) {
    EXPECT_EQ(Interpreter::format_of(R"({"category":"shooting"})", true, "report"), std::nullopt);
    EXPECT_EQ(Interpreter::format_of("", true, "report"), std::nullopt);
    // Of a client, whose JSON is the contract's whatever it says.
    EXPECT_EQ(Interpreter::format_of(R"({"type":"Feature"})", false, ""), std::nullopt);
}

TEST(DevicesTopics, AreThoseBelowTheirRoots) {
    Devices devices;
    devices.meshtastic_root = "msh/EU_868";
    const Interpreter interpreter(devices);
    EXPECT_TRUE(interpreter.is_of_devices("owntracks/jan/phone"));
    EXPECT_TRUE(interpreter.is_of_devices("msh/EU_868/2/json/LongFast/!7efeee00"));
    EXPECT_FALSE(interpreter.is_of_devices("msh/US/2/json/LongFast/!7efeee00"));
    EXPECT_FALSE(interpreter.is_of_devices("owntracks"));
    EXPECT_FALSE(interpreter.is_of_devices("oov/up/radio-7/report"));
}

}  // namespace
}  // namespace paraat::foreign
