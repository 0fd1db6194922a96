#include <gmock/gmock.h>

#include "clients/cli/doctor/doors.hpp"
#include "clients/cli/doctor/running.hpp"
#include "tests/unit/clients/findings.hpp"

namespace paraat::cli {
namespace {

using test::grade_of;
using test::what_of;
using testing::HasSubstr;

DoorFacts closed_doors() {
    DoorFacts facts;
    facts.ports = {{"broker.port", "127.0.0.1", 1883, false}, {"admin.port", "127.0.0.1", 8080, false}};
    facts.takes_nameless = false;
    facts.broker_version = "2.0.11";
    return facts;
}

TEST(DoctorOfDoors, HasNothingToSayOfWhatIsShipped) {
    for (const Finding& one : check_doors(closed_doors())) EXPECT_EQ(one.grade, Grade::ok) << one.check << one.what;
}

TEST(DoctorOfDoors, NamesABrokerThatTakesEverybody) {
    DoorFacts facts = closed_doors();
    facts.config.broker.access = "open";
    EXPECT_EQ(grade_of(check_doors(facts), "broker-access"), Grade::open);
    facts = closed_doors();
    facts.takes_nameless = true;
    EXPECT_EQ(grade_of(check_doors(facts), "broker-access"), Grade::open);
}

TEST(DoctorOfDoors, SaysThatASitesBrokerDoesNotAnswer) {
    DoorFacts facts = closed_doors();
    facts.config.broker.address = "broker.example.nl";
    facts.config.broker.tls = true;
    facts.takes_nameless.reset();
    EXPECT_EQ(grade_of(check_doors(facts), "broker-access"), Grade::unknown);
}

TEST(DoctorOfDoors, NamesALineWithoutTls) {
    DoorFacts facts = closed_doors();
    facts.config.broker.address = "broker.example.nl";
    EXPECT_EQ(grade_of(check_doors(facts), "broker-line"), Grade::open);
    facts.config.broker.address = "localhost";
    EXPECT_EQ(grade_of(check_doors(facts), "broker-line"), Grade::ok);
}

TEST(DoctorOfDoors, NamesEachPortThatIsOpenBeyondThisMachineWithoutTls) {
    DoorFacts facts = closed_doors();
    facts.ports = {{"broker.port", "0.0.0.0", 1883, false},
                   {"broker.tls_port", "0.0.0.0", 8883, true},
                   {"admin.port", "::", 8080, false},
                   {"broker.websocket_port", "::1", 9001, false}};
    const Findings found = check_doors(facts);
    EXPECT_THAT(what_of(found, "ports"), testing::ElementsAre(HasSubstr("0.0.0.0:1883"), HasSubstr("admin.port")));
    EXPECT_EQ(grade_of(found, "ports"), Grade::open);
}

TEST(DoctorOfDoors, LooksAtWhatAPortShowsByTls) {
    DoorFacts facts = closed_doors();
    facts.config.broker.tls_port = 8883;
    facts.config.broker.tls_names = "hub.example.nl, 10.0.0.5";
    EXPECT_EQ(grade_of(check_doors(facts), "tls"), Grade::unknown);
    facts.tls.emplace();
    facts.tls->certificate.hosts = {"hub.example.nl", "10.0.0.5"};
    EXPECT_EQ(grade_of(check_doors(facts), "tls"), Grade::ok);
    facts.tls->takes_old = true;
    EXPECT_EQ(grade_of(check_doors(facts), "tls"), Grade::open);
    facts.tls->takes_old = false;
    facts.tls->certificate.hosts = {"hub.example.nl"};
    EXPECT_THAT(what_of(check_doors(facts), "tls"), testing::ElementsAre(HasSubstr("not for 10.0.0.5")));
}

TEST(DoctorOfDoors, WarnsOfLimitsThatAreOffAndOfMetricsThatTellAll) {
    DoorFacts facts = closed_doors();
    facts.config.limits.client_rate = facts.config.limits.client_bytes = 0;
    facts.config.admin.metrics = "all";
    EXPECT_THAT(what_of(check_doors(facts), "limits"), testing::ElementsAre(HasSubstr("client_rate and client_bytes")));
    EXPECT_EQ(grade_of(check_doors(facts), "metrics"), Grade::warn);
}

TEST(DoctorOfDoors, ComparesVersionsByTheirNumbers) {
    EXPECT_TRUE(is_at_least("2.0.11", "2.0.11"));
    EXPECT_TRUE(is_at_least("2.0.18", "2.0.11"));
    EXPECT_TRUE(is_at_least("2.1", "2.0.11"));
    EXPECT_FALSE(is_at_least("2.0.9", "2.0.11"));
    EXPECT_FALSE(is_at_least("1.6.15", "2.0.11"));
    EXPECT_FALSE(is_at_least("nonsense", "2.0.11"));
    DoorFacts facts = closed_doors();
    facts.broker_version = "1.6.9";
    EXPECT_EQ(grade_of(check_doors(facts), "broker-version"), Grade::warn);
}

RunningFacts well() {
    RunningFacts facts;
    facts.health = HubHealth{true, {}};
    facts.clock_offset_ms = 3;
    facts.is_clock_kept = true;
    facts.broker = {true, true, true, true, "user radio-7\ntopic read a\n"};
    facts.access_file = facts.broker.access_file;
    facts.keep_free = 256LL << 20;
    facts.disk_free = 100LL << 30;
    facts.quarantined = 0;
    return facts;
}

TEST(DoctorOfWhatRuns, HasNothingToSayOfAHubThatIsWell) {
    for (const Finding& one : check_running(well())) EXPECT_EQ(one.grade, Grade::ok) << one.check << one.what;
}

TEST(DoctorOfWhatRuns, TellsWhyAHubIsNotReady) {
    RunningFacts facts = well();
    facts.health = HubHealth{false, {"no broker", "disk nearly full"}};
    EXPECT_THAT(what_of(check_running(facts), "hub"), testing::SizeIs(2));
    facts.health.reset();
    EXPECT_EQ(grade_of(check_running(facts), "hub"), Grade::unknown);
}

TEST(DoctorOfWhatRuns, ComparesRightsByWhoseTheyAre) {
    RunningFacts facts = well();
    facts.broker.access_file = "user radio-7\ntopic read a\n\nuser radio-8\ntopic read a\n";
    EXPECT_EQ(grade_of(check_running(facts), "broker-files"), Grade::open) << "radio-8 has what nobody gave it";
    std::swap(facts.broker.access_file, *facts.access_file);
    EXPECT_EQ(grade_of(check_running(facts), "broker-files"), Grade::warn);
    facts.access_file.reset();
    EXPECT_EQ(grade_of(check_running(facts), "broker-files"), Grade::unknown);
    facts.broker.may_look = false;
    EXPECT_EQ(grade_of(check_running(facts), "broker-files"), Grade::unknown);
}

TEST(DoctorOfWhatRuns, NamesABrokerWithoutItsGuard) {
    RunningFacts facts = well();
    facts.broker.is_guard_current = false;
    EXPECT_EQ(grade_of(check_running(facts), "guard"), Grade::warn);
    facts.broker.has_guard = false;
    EXPECT_EQ(grade_of(check_running(facts), "guard"), Grade::open);
}

TEST(DoctorOfWhatRuns, LooksAtClockDiskAndQuarantine) {
    RunningFacts facts = well();
    facts.is_clock_kept = false;
    facts.disk_free = 300LL << 20;
    facts.quarantined = 2;
    EXPECT_EQ(grade_of(check_running(facts), "clock"), Grade::warn);
    EXPECT_EQ(grade_of(check_running(facts), "disk"), Grade::warn);
    EXPECT_EQ(grade_of(check_running(facts), "quarantine"), Grade::warn);
    facts.disk_free = 200LL << 20;
    EXPECT_EQ(grade_of(check_running(facts), "disk"), Grade::open);
    facts.is_clock_kept = true;
    facts.clock_offset_ms = -3'000;
    EXPECT_EQ(grade_of(check_running(facts), "clock"), Grade::warn);
}

}  // namespace
}  // namespace paraat::cli
