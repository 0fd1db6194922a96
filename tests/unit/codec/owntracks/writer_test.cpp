#include "hub/codec/owntracks/writer.hpp"

#include <gmock/gmock.h>

#include "hub/codec/owntracks/schema.hpp"
#include "tests/unit/codec/owntracks/read.hpp"

namespace paraat::codec::owntracks {
namespace {

TEST(OwntracksCommand, IsWrittenAsTheAppTakesIt) {
    EXPECT_EQ(write(Command{}), R"({"_type":"cmd","action":"reportLocation"})");
    Command steps;
    steps.action = Action::report_steps;
    steps.from = Instant{1'700'000'000'000};
    steps.to = Instant{1'700'003'600'000};
    EXPECT_EQ(write(steps), R"({"_type":"cmd","action":"reportSteps","from":1700000000,"to":1700003600})");
    Command settings;
    settings.action = Action::set_configuration;
    settings.configuration = R"({"_type":"configuration","locked":true})";
    EXPECT_EQ(write(settings),
              R"({"_type":"cmd","action":"setConfiguration","configuration":{"_type":"configuration","locked":true}})");
}

TEST(OwntracksCommand, SetsWaypoints) {
    Command command;
    command.action = Action::set_waypoints;
    Waypoint waypoint;
    waypoint.name = "nood";
    waypoint.lat = 52.5;
    waypoint.lon = 4.75;
    waypoint.radius_m = 100;
    waypoint.at = Instant{1'700'000'000'000};
    command.waypoints = Waypoints{{waypoint}};
    EXPECT_EQ(write(command),
              R"({"_type":"cmd","action":"setWaypoints","waypoints":{"_type":"waypoints","waypoints":[)"
              R"({"_type":"waypoint","desc":"nood","lat":52.5,"lon":4.75,"rad":100,"tst":1700000000}]}})");
}

TEST(OwntracksCommand, OfEachActionIsValid) {
    for (int action = 0; action <= static_cast<int>(Action::waypoints); ++action) {
        Command command;
        command.action = static_cast<Action>(action);
        EXPECT_EQ(schema_fault(write(command), Schema::message), std::nullopt) << write(command);
        EXPECT_EQ(message<Command>(write(command)), command);
    }
}

TEST(OwntracksWriter, WritesWhatWasRead) {
    for (const char* text :
         {R"({"_type":"location","acc":12.5,"lat":52.1234567,"lon":-4.5,"tst":1700000000,"ign":true})",
          R"({"_type":"lwt","tst":1700000000})", R"({"_type":"waypoints","waypoints":[]})",
          R"({"_type":"card","name":"Jan","face":"YWJj"})", R"({"_type":"status","iOS":{"version":"17"}})",
          R"({"_type":"steps","tst":1700000000,"from":1,"to":2,"steps":-1})",
          R"({"_type":"request","request":"untour","uuid":"a"})", R"({"_type":"configuration","a":[1,{"b":null}]})",
          R"({"_type":"encrypted","data":"YWJj"})", R"({"_type":"beacon","uuid":"A","major":1,"prox":0})"}) {
        const Reading reading = taken(text);
        EXPECT_EQ(write(reading.message), text);
        EXPECT_EQ(reading.degraded, Remarks{}) << text;
    }
}

}  // namespace
}  // namespace paraat::codec::owntracks
