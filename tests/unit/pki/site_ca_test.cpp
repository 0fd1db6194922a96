#include "hub/pki/site_ca.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "tests/unit/pki/openssl_word.hpp"

namespace paraat::pki {
namespace {

using namespace std::chrono_literals;
using test::Folder;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Renewal = SiteCa::Renewal;

constexpr Instant ca_now{1'800'000'000'000};

struct NewCa {
    Folder folder;
    std::filesystem::path directory = folder.path() / "ca";
    SiteCa ca = SiteCa::create(directory, "a test", ca_now).value();
};

int mode_of(const std::filesystem::path& path) {
    struct stat seen {};
    return ::stat(path.c_str(), &seen) == 0 ? static_cast<int>(seen.st_mode & 0777) : -1;
}

std::string code_of(const Result<SiteCa>& opened) {
    return opened ? "" : opened.error().code;
}

TEST(SiteCa, KeepsItsKeyFromOthers) {
    const NewCa made;
    EXPECT_EQ(mode_of(made.directory), 0700);
    EXPECT_EQ(mode_of(made.directory / "root.key"), 0600);
}

TEST(SiteCa, IsOpenedAsItWasMade) {
    NewCa made;
    ASSERT_TRUE(made.ca.issue_device("radio-7", device_valid, ca_now));
    const auto opened = SiteCa::open(made.directory);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->root_pem(), made.ca.root_pem());
    EXPECT_EQ(opened->issued().value().front().name, "radio-7");
    EXPECT_THAT(opened->root_fingerprint(), SizeIs(64));
}

TEST(SiteCa, SecondOneIsNotMadeOverTheFirst) {
    const NewCa made;
    EXPECT_EQ(code_of(SiteCa::create(made.directory, "again", ca_now)), "ca_exists");
}

TEST(SiteCa, IsNotMadeByAClockThatLostItsTime) {
    const Folder folder;
    EXPECT_EQ(code_of(SiteCa::create(folder.path() / "ca", "a test", Instant{0})), "bad_clock");
    EXPECT_FALSE(SiteCa::exists(folder.path() / "ca"));
}

TEST(SiteCa, FolderWithAPartMissingIsRefused) {
    const Folder empty;
    EXPECT_EQ(code_of(SiteCa::open(empty.path())), "ca_absent");
    for (const char* part : {"root.pem", "root.key", "crl.pem"}) {
        const NewCa made;
        std::filesystem::remove(made.directory / part);
        EXPECT_EQ(code_of(SiteCa::open(made.directory)), "ca_damaged") << part;
        EXPECT_EQ(code_of(SiteCa::create(made.directory, "again", ca_now)), "ca_exists") << part;
    }
}

TEST(SiteCa, KeyOrListOfAnotherIsRefused) {
    for (const char* part : {"root.key", "crl.pem"}) {
        const NewCa made;
        const NewCa other;
        std::filesystem::copy_file(other.directory / part, made.directory / part,
                                   std::filesystem::copy_options::overwrite_existing);
        EXPECT_EQ(code_of(SiteCa::open(made.directory)), "ca_damaged") << part;
    }
}

TEST(SiteCa, RevokesAllOfAnAccountAndNobodyElses) {
    NewCa made;
    const auto first = made.ca.issue_device("radio-7", device_valid, ca_now);
    const auto second = made.ca.issue_device("radio-7", device_valid, ca_now + 1h);
    ASSERT_TRUE(made.ca.issue_device("radio-8", device_valid, ca_now));
    const auto revoked = made.ca.revoke("radio-7", ca_now + 2h);
    ASSERT_TRUE(revoked);
    EXPECT_THAT(*revoked, SizeIs(2));
    for (const Certificate& one : made.ca.issued().value()) {
        EXPECT_EQ(one.revoked_at.has_value(), one.name == "radio-7") << one.name;
    }
    EXPECT_EQ(made.ca.list()->revoked.count(first->certificate.serial), 1U);
    EXPECT_EQ(made.ca.list()->revoked.count(second->certificate.serial), 1U);
    EXPECT_EQ(made.ca.revoke("radio-7", ca_now + 3h).error().code, "not_found");
}

TEST(SiteCa, RevokesOneBySerialNumber) {
    NewCa made;
    const auto stolen = made.ca.issue_device("radio-7", device_valid, ca_now);
    ASSERT_TRUE(made.ca.issue_device("radio-7", device_valid, ca_now));
    EXPECT_THAT(made.ca.revoke(stolen->certificate.serial, ca_now).value(), SizeIs(1));
    EXPECT_THAT(made.ca.list()->revoked, SizeIs(1));
}

TEST(SiteCa, ListIsRenewedLongBeforeItEnds) {
    NewCa made;
    const auto stolen = made.ca.issue_device("radio-7", device_valid, ca_now);
    ASSERT_TRUE(made.ca.revoke("radio-7", ca_now));
    EXPECT_FALSE(made.ca.renew_list(Renewal::when_due, ca_now + list_renewed_after - 1min).value());
    EXPECT_TRUE(made.ca.renew_list(Renewal::at_once, ca_now + 24h).value());
    EXPECT_TRUE(made.ca.renew_list(Renewal::when_due, ca_now + 24h + list_renewed_after).value());
    const auto list = made.ca.list();
    EXPECT_EQ(list->until, ca_now + 24h + list_renewed_after + list_valid);
    EXPECT_EQ(list->number, 4);
    EXPECT_EQ(list->revoked.count(stolen->certificate.serial), 1U);
}

TEST(SiteCa, NoDeviceGetsANameOfTheHub) {
    NewCa made;
    for (const char* name : {"hub", "hub-1", "hub-1-alerts"}) {
        EXPECT_EQ(made.ca.issue_device(name, device_valid, ca_now).error().code, "reserved") << name;
        EXPECT_EQ(made.ca.sign_fleeting(name, ca_now).error().code, "reserved") << name;
    }
    for (const char* name : {"", "Radio-7", "radio/7", "radio 7", "r\u00e4dio", "a23456789012345678901234567890123"}) {
        EXPECT_EQ(made.ca.issue_device(name, device_valid, ca_now).error().code, "bad_value") << name;
    }
    EXPECT_THAT(made.ca.issued().value(), IsEmpty());
}

TEST(SiteCa, HostsThatSayMoreThanAHostAreRefused) {
    NewCa made;
    for (const char* host :
         {"", "hub.example,DNS:evil.example", "hub.example\nx", "-a", "a..b", "Hub.example", "*.x"}) {
        EXPECT_EQ(made.ca.issue_server({host}, server_valid, ca_now).error().code, "bad_value") << host;
    }
    EXPECT_EQ(made.ca.issue_server({}, server_valid, ca_now).error().code, "bad_value");
    EXPECT_TRUE(made.ca.issue_server({std::string(60, 'a') + ".example", "::1"}, server_valid, ca_now));
}

TEST(SiteCa, SpansBeyondTheirBoundsAreRefused) {
    NewCa made;
    EXPECT_EQ(made.ca.issue_device("radio-7", valid_least - 1ms, ca_now).error().code, "bad_value");
    EXPECT_EQ(made.ca.issue_device("radio-7", valid_most + 1ms, ca_now).error().code, "bad_value");
}

TEST(SiteCa, FleetingOneIsGoodForFiveMinutesAndOfNoRecord) {
    const NewCa made;
    const auto fleeting = made.ca.sign_fleeting("radio-7", ca_now);
    ASSERT_TRUE(fleeting);
    EXPECT_TRUE(fleeting->certificate.is_good(ca_now + 4min));
    EXPECT_FALSE(fleeting->certificate.is_good(ca_now + 5min));
    EXPECT_THAT(made.ca.issued().value(), IsEmpty());
}

TEST(SiteCa, TwoThatRevokeAtOnceLoseNothing) {
    NewCa made;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        const std::string name = "radio-" + std::to_string(i);
        ASSERT_TRUE(made.ca.issue_device(name, device_valid, ca_now));
        threads.emplace_back([&made, name] {
            auto opened = SiteCa::open(made.directory);
            EXPECT_TRUE(opened && opened->revoke(name, ca_now));
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(made.ca.list()->revoked, SizeIs(8));
}

TEST(SiteCa, FileThatIsNoCertificateIsTold) {
    const NewCa made;
    test::file_of(made.folder, "ca/issued/00.pem", "nothing");
    EXPECT_THAT(made.ca.issued().error().message, HasSubstr("00.pem"));
}

}  // namespace
}  // namespace paraat::pki
