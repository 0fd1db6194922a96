#include "hub/codec/owntracks/reader.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/owntracks/read.hpp"

namespace paraat::codec::owntracks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OwntracksLocation, IsReadWithItsUnits) {
    const Reading reading = taken(
        R"({"_type":"location","lat":52.5,"lon":4.75,"tst":1700000000,"created_at":1700000005,"acc":12.5,"vac":3,)"
        R"("alt":-4,"vel":61,"cog":271,"batt":67,"bs":2,"conn":"m","m":2,"tid":"JJ","t":"u","p":101.3,)"
        R"("inregions":["office"],"inrids":["a1"],"motionactivities":["walking"],"SSID":"net","_id":"x1"})");
    const auto& location = std::get<Location>(reading.message);
    EXPECT_THAT(reading.degraded, IsEmpty());
    EXPECT_THAT(reading.ignored, IsEmpty());
    EXPECT_EQ(location.lat, 52.5);
    EXPECT_EQ(location.at, Instant{1'700'000'000'000});
    EXPECT_EQ(location.created_at, Instant{1'700'000'005'000});
    EXPECT_EQ(location.accuracy_m, 12.5);
    EXPECT_EQ(location.speed_kmh, 61.0);
    EXPECT_EQ(location.charging, Charging::charging);
    EXPECT_EQ(location.connection, Connection::mobile);
    EXPECT_EQ(location.monitoring, Monitoring::move);
    EXPECT_THAT(location.regions, ElementsAre("office"));
    EXPECT_EQ(location.correlation, "x1");
    EXPECT_TRUE(is_by_hand(location));
}

TEST(OwntracksLocation, SaysMinusOneForWhatIsUnknown) {
    const Reading reading = taken(
        R"({"_type":"location","lat":52.5,"lon":4.7,"tst":1700000000,"vel":-1,"cog":-1,"acc":-1,"vac":-1,"batt":-1,"bs":0})");
    const auto& location = std::get<Location>(reading.message);
    EXPECT_THAT(reading.degraded, IsEmpty());
    EXPECT_FALSE(location.speed_kmh || location.course || location.accuracy_m || location.vertical_accuracy_m ||
                 location.battery || location.charging);
}

TEST(OwntracksLocation, OfAHomeMadeSenderIsTakenWithItsTextsForNumbers) {
    const Reading reading = taken(R"({"_type":"location","lat":"52.5","lon":"4.75","tst":"1700000000"})");
    EXPECT_EQ(std::get<Location>(reading.message).lon, 4.75);
    EXPECT_EQ(std::get<Location>(reading.message).at, Instant{1'700'000'000'000});
    EXPECT_EQ(reading.degraded.size(), 3U);
    EXPECT_EQ(reading.degraded[0], (Remark{"lat", "is a text, taken for the number in it"}));
}

TEST(OwntracksLocation, AtZeroZeroHasNoPosition) {
    const Reading reading = taken(R"({"_type":"location","lat":0,"lon":0.0,"tst":1700000000,"t":"u"})");
    EXPECT_FALSE(std::get<Location>(reading.message).lat);
    EXPECT_FALSE(std::get<Location>(reading.message).lon);
    EXPECT_THAT(reading.degraded, ElementsAre(Remark{"lat", "with lon is 0,0, which is no position"}));
}

TEST(OwntracksLocation, ByHandIsTakenWithoutAPlaceOrATime) {
    const Reading reading = taken(R"({"_type":"location","lon":4.7,"t":"u"})");
    EXPECT_TRUE(is_by_hand(std::get<Location>(reading.message)));
    EXPECT_FALSE(std::get<Location>(reading.message).lon);
    EXPECT_THAT(reading.degraded, ElementsAre(Remark{"lat", "is missing"}, Remark{"tst", "is missing"}));
}

TEST(OwntracksLocation, OutsideTheEarthHasNoPosition) {
    const Reading reading = taken(R"({"_type":"location","lat":91,"lon":4.7,"tst":1700000000})");
    EXPECT_FALSE(std::get<Location>(reading.message).lon);
    EXPECT_THAT(reading.degraded, ElementsAre(Remark{"lat", "is not -90 to 90"}));
}

TEST(OwntracksLocation, InMillisecondsIsOfThatSecond) {
    const Reading reading = taken(R"({"_type":"location","lat":52,"lon":4.7,"tst":1700000000123})");
    EXPECT_EQ(std::get<Location>(reading.message).at, Instant{1'700'000'000'000});
    EXPECT_THAT(reading.degraded, ElementsAre(Remark{"tst", "is taken for milliseconds"}));
}

TEST(OwntracksLocation, OfACarTellsOfTheCar) {
    const auto location = message<Location>(
        R"({"_type":"location","lat":52,"lon":4.7,"tst":1700000000,"t":"9","imei":"0123","vin":"W0","odometer":86746.7,)"
        R"("uext":12.4,"ubatt":4.1,"ign":false,"don":30,"doff":0})");
    EXPECT_EQ(location.trigger, "9");
    EXPECT_EQ(location.vehicle.odometer_km, 86'746.7);
    EXPECT_EQ(location.vehicle.ignition, false);
    EXPECT_EQ(location.vehicle.since_ignition_off_s, 0.0);
}

TEST(OwntracksLocation, KeepsWhatItDoesNotKnowByName) {
    EXPECT_THAT(taken(R"({"_type":"location","lat":1,"lon":4,"tst":1700000000,"new":{"a":1}})").ignored,
                ElementsAre("new"));
}

TEST(OwntracksLwt, TellsWhenItFirstConnectedAlsoAsAText) {
    EXPECT_EQ(message<Lwt>(R"({"_type":"lwt","tst":1700000000})").connected_at, Instant{1'700'000'000'000});
    const Reading old = taken(R"({"tst":"1439932257","_type":"lwt"})");
    EXPECT_EQ(std::get<Lwt>(old.message).connected_at, Instant{1'439'932'257'000});
    EXPECT_EQ(old.degraded.size(), 1U);
    EXPECT_THAT(taken(R"({"_type":"lwt"})").degraded, ElementsAre(Remark{"tst", "is missing"}));
}

TEST(OwntracksTransition, EntersOrLeaves) {
    const auto enters = message<Transition>(
        R"({"_type":"transition","acc":6,"desc":"nood","event":"enter","lat":52,"lon":4,"rid":"c0","t":"b","tst":1700000000,"wtst":1600000000})");
    EXPECT_EQ(enters.crossing, Crossing::enter);
    EXPECT_EQ(enters.name, "nood");
    EXPECT_EQ(enters.waypoint_at, Instant{1'600'000'000'000});
    const Reading odd =
        taken(R"({"_type":"transition","acc":6,"event":"near","lat":52,"lon":4,"tst":1700000000,"wtst":1600000000})");
    EXPECT_FALSE(std::get<Transition>(odd.message).crossing);
    EXPECT_THAT(odd.degraded, ElementsAre(Remark{"event", "is none of its words"}));
}

TEST(OwntracksWaypoints, AreReadEachWithItsBeacon) {
    const auto list = message<Waypoints>(
        R"({"_type":"waypoints","waypoints":[{"_type":"waypoint","desc":"home","lat":52,"lon":4,"rad":50,"tst":1700000000},)"
        R"({"_type":"waypoint","desc":"desk","uuid":"CA271EAE","major":1,"minor":65535,"tst":1700000001},7]})");
    ASSERT_EQ(list.waypoints.size(), 2U);
    EXPECT_EQ(list.waypoints[0].radius_m, 50.0);
    EXPECT_EQ(list.waypoints[1].minor, 65'535);
}

TEST(OwntracksSteps, AreAbsentWhereThePhoneCannotCount) {
    const Reading reading = taken(R"({"_type":"steps","tst":1700000000,"from":1,"to":2,"steps":-1})");
    EXPECT_FALSE(std::get<Steps>(reading.message).steps);
    EXPECT_THAT(reading.degraded, IsEmpty());
}

TEST(OwntracksCard, KeepsTheNameWithoutAFaceThatIsNoBase64) {
    const Reading reading = taken(R"({"_type":"card","name":"Volvo","face":"ab!?"})");
    EXPECT_EQ(std::get<Card>(reading.message), (Card{"Volvo", "", ""}));
    EXPECT_THAT(reading.degraded, ElementsAre(Remark{"face", "is no base64, and is left out"}));
}

TEST(OwntracksReader, ReadsTheOtherKinds) {
    EXPECT_EQ(message<Status>(R"({"_type":"status","android":{"hib":1}})").android, R"({"hib":1})");
    EXPECT_EQ(message<Beacon>(R"({"_type":"beacon","uuid":"A","prox":1,"rssi":-60})").proximity, Proximity::immediate);
    EXPECT_EQ(message<Request>(R"({"_type":"request","request":"tours"})").asked, Asked::tours);
    EXPECT_EQ(message<Command>(R"({"_type":"cmd","action":"response","request":"tours","ntours":2,"tours":[]})").tours,
              "[]");
    EXPECT_EQ(message<Configuration>(R"({"_type":"dump","configuration":{"a":1}})").settings,
              R"({"_type":"configuration","configuration":{"a":1}})");
    EXPECT_EQ(message<Encrypted>(R"({"_type":"encrypted","data":"YWJj"})").data, "YWJj");
}

TEST(OwntracksReader, ReadsAListEachForItself) {
    const auto readings = read(
        R"([{"_type":"location","lat":1,"lon":4,"tst":1700000000,"topic":"owntracks/a/b"},{"_type":"lwt","tst":1},{"_type":"nonsense"},[]])");
    ASSERT_EQ(readings.size(), 4U);
    EXPECT_EQ(readings[0].value().topic, "owntracks/a/b");
    EXPECT_TRUE(readings[1]);
    EXPECT_EQ(readings[2].error().field, "[2]._type");
    EXPECT_EQ(readings[3].error(), (Error{"unreadable", "[3]", "a message is a JSON object"}));
    EXPECT_THAT(read("[]"), IsEmpty());
}

TEST(OwntracksReader, RefusesWhatSaysNothing) {
    EXPECT_EQ(refused("{}"), (Error{"bad_value", "_type", "_type must be a text"}));
    EXPECT_EQ(refused(R"({"_type":"locaton"})").message, R"(unknown _type "locaton"; did you mean "location"?)");
    EXPECT_EQ(refused(R"({"_type":"cmd","action":"dmup"})").message, R"(unknown action "dmup"; did you mean "dump"?)");
    EXPECT_EQ(refused(R"({"_type":"request","request":"tour1"})").field, "request");
    EXPECT_EQ(refused(R"({"_type":"encrypted","data":"a!"})").field, "data");
    for (const char* text :
         {"", "7", "null", "\"lwt\"", "{\"_type\":\"lwt\",\"tst\":NaN}", "{\"_type\":\"lwt\",\"tst\":010}",
          "{\"_type\":\"lwt\",\"_type\":\"lwt\"}", "{\"_type\":\"\xff\"}"}) {
        EXPECT_EQ(refused(text).code, "unreadable") << text;
    }
}

TEST(OwntracksReader, IsBounded) {
    EXPECT_EQ(refused(std::string(20, '[') + std::string(20, ']')).code, "unreadable");
    EXPECT_EQ(refused(std::string(70'000, ' ')).code, "too_long");
    std::string many = "[{}";
    for (int i = 0; i < 256; ++i) many += ",{}";
    EXPECT_EQ(refused(many + "]").code, "too_long");
    const Reading named = taken(R"({"_type":"card","name":")" + std::string(300, 'x') + "\"}");
    EXPECT_EQ(std::get<Card>(named.message).name.size(), 256U);
    EXPECT_EQ(named.degraded.size(), 1U);
}

}  // namespace
}  // namespace paraat::codec::owntracks
