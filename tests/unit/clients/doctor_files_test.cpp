#include <gmock/gmock.h>

#include "clients/cli/doctor/dates.hpp"
#include "clients/cli/doctor/people.hpp"
#include "clients/cli/doctor/secrets.hpp"
#include "tests/unit/clients/findings.hpp"

namespace paraat::cli {
namespace {

using test::grade_of;
using test::what_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using namespace std::chrono_literals;

constexpr Instant today{1'763'940'000'000};
constexpr Milliseconds day = 24h;

SecretFacts closed_files() {
    SecretFacts facts;
    facts.files = {{"/site/access", true, false, 0700, 1'000}, {"/site/access/ca/root.key", false, true, 0600, 1'000}};
    facts.owner = 1'000;
    facts.in_environment.emplace();
    return facts;
}

TEST(DoctorOfSecrets, HasNothingToSayOfFilesThatAreClosed) {
    for (const Finding& one : check_secrets(closed_files())) EXPECT_EQ(one.grade, Grade::ok) << one.what;
}

TEST(DoctorOfSecrets, NamesAFileThatEverybodyReads) {
    SecretFacts facts = closed_files();
    facts.files.push_back({"/etc/paraat/hub.key", false, false, 0644, 1'000});
    const Findings found = check_secrets(facts);
    EXPECT_EQ(grade_of(found, "secret-files"), Grade::open);
    EXPECT_EQ(found.front().next, "chmod 0600 /etc/paraat/hub.key; what was in it may be known: make it anew");
}

TEST(DoctorOfSecrets, WarnsOfAFileThatIsReadableBehindAClosedFolderOrByItsGroup) {
    SecretFacts facts = closed_files();
    facts.files[1].mode = 0644;
    EXPECT_EQ(grade_of(check_secrets(facts), "secret-files"), Grade::warn);
    facts.files[1].mode = 0640;
    facts.files[1].is_sheltered = false;
    EXPECT_EQ(grade_of(check_secrets(facts), "secret-files"), Grade::warn);
}

TEST(DoctorOfSecrets, NamesAFolderThatOthersEnter) {
    SecretFacts facts = closed_files();
    facts.files[0].mode = 0711;
    EXPECT_EQ(grade_of(check_secrets(facts), "secret-files"), Grade::open);
}

TEST(DoctorOfSecrets, WarnsOfAnotherOwner) {
    SecretFacts facts = closed_files();
    facts.files[1].owner = 0;
    EXPECT_EQ(grade_of(check_secrets(facts), "secret-files"), Grade::warn);
}

TEST(DoctorOfSecrets, WarnsOfSecretsThatStandElsewhere) {
    SecretFacts facts = closed_files();
    facts.in_config = {"broker.password (hub.toml:12)"};
    facts.in_environment = {"PARAAT_BROKER_PASSWORD"};
    EXPECT_THAT(what_of(check_secrets(facts), "secret-places"),
                ElementsAre(HasSubstr("hub.toml:12"), HasSubstr("PARAAT_BROKER_PASSWORD")));
    facts = closed_files();
    facts.in_environment.reset();
    facts.unseen = {"/site/access"};
    EXPECT_EQ(grade_of(check_secrets(facts), "secret-places"), Grade::unknown);
    EXPECT_EQ(grade_of(check_secrets(facts), "secret-files"), Grade::unknown);
}

TEST(DoctorOfDates, TellsWhatEndedAndWhatEndsWithin30Days) {
    DateFacts facts;
    facts.now = today;
    facts.certificates = {{"a", today + 31 * day, ""}};
    EXPECT_EQ(grade_of(check_dates(facts), "certificates"), Grade::ok);
    facts.certificates = {{"a", today + 29 * day, ""}};
    EXPECT_THAT(what_of(check_dates(facts), "certificates"), ElementsAre("a ends in 29 days"));
    EXPECT_EQ(grade_of(check_dates(facts), "certificates"), Grade::warn);
    facts.certificates = {{"a", today, ""}};
    EXPECT_EQ(grade_of(check_dates(facts), "certificates"), Grade::open);
    facts.certificates.clear();
    facts.ca_fault = "its list is missing";
    EXPECT_EQ(grade_of(check_dates(facts), "certificates"), Grade::open);
}

TEST(DoctorOfDates, TellsOfDevicesThatNeedANewCertificate) {
    DateFacts facts;
    facts.now = today;
    facts.devices_due = 2;
    EXPECT_EQ(grade_of(check_dates(facts), "certificates"), Grade::warn);
}

TEST(DoctorOfDates, TellsOfAuthorisationsAndAgreements) {
    DateFacts facts;
    facts.now = today;
    core::Compartment compartment;
    compartment.name.text = "covert";
    compartment.until = today + 40 * day;
    facts.compartments = {compartment};
    core::Agreement nothing;
    nothing.until = today - day;
    facts.agreements = {nothing};
    EXPECT_EQ(grade_of(check_dates(facts), "authorisations"), Grade::ok);
    EXPECT_EQ(grade_of(check_dates(facts), "agreements"), Grade::ok) << "it never gave anything";
    facts.compartments[0].until = today - day;
    core::Agreement police = nothing;
    police.partner.text = "politie";
    police.flows = {core::Flow::out};
    police.categories = {core::CategoryName{"theft"}};
    police.areas = {core::any_area};
    police.severities = {core::Severity::minor};
    police.given = {core::PartnerField::category};
    police.until = today + 10 * day;
    facts.agreements = {police};
    EXPECT_THAT(what_of(check_dates(facts), "authorisations"), ElementsAre(HasSubstr("covert ended")));
    EXPECT_THAT(what_of(check_dates(facts), "agreements"), ElementsAre("the agreement with politie ends in 10 days"));
}

PeopleFacts with_login(LoginSeen login) {
    PeopleFacts facts;
    facts.now = today;
    facts.logins = {std::move(login)};
    return facts;
}

LoginSeen login_of(const std::string& account) {
    LoginSeen login;
    login.account = account;
    login.made_at = today - 60 * day;
    return login;
}

TEST(DoctorOfPeople, HasNothingToSayOfLoginsThatAreUsed) {
    EXPECT_EQ(grade_of(check_people(with_login(login_of("opco-1"))), "logins"), Grade::ok);
}

TEST(DoctorOfPeople, WarnsOfAPasswordThatNobodyHasChanged) {
    LoginSeen login = login_of("admin-1");
    login.is_kept = true;
    EXPECT_THAT(what_of(check_people(with_login(login)), "logins"), ElementsAre(HasSubstr("nobody has changed")));
    login.is_disabled = true;
    EXPECT_EQ(grade_of(check_people(with_login(login)), "logins"), Grade::ok);
}

TEST(DoctorOfPeople, WarnsOfLoginsThatNobodyNeeds) {
    LoginSeen login = login_of("gone-1");
    login.is_known = false;
    EXPECT_EQ(grade_of(check_people(with_login(login)), "logins"), Grade::warn);
    login = login_of("coord-overlast-1");
    login.has_role = true;
    login.has_spoken = false;
    EXPECT_THAT(what_of(check_people(with_login(login)), "logins"), ElementsAre(HasSubstr("never said anything")));
    login.made_at = today - 10 * day;
    EXPECT_EQ(grade_of(check_people(with_login(login)), "logins"), Grade::ok) << "it is new";
}

provision::Claim link_of(const std::string& account, Instant until) {
    provision::Claim link;
    link.account = account;
    link.made = today - 2 * day;
    link.until = until;
    return link;
}

TEST(DoctorOfPeople, WarnsOfLinksOfDisabledAccountsAndOfThoseThatExpiredUnused) {
    LoginSeen login = login_of("radio-7");
    login.is_disabled = true;
    PeopleFacts facts = with_login(login);
    facts.links = {link_of("radio-7", today + day), link_of("radio-8", today - day),
                   link_of("radio-9", today - 90 * day)};
    EXPECT_THAT(what_of(check_people(facts), "claim-links"),
                ElementsAre(HasSubstr("disabled: radio-7"), "links that expired unused: radio-8"));
    facts.links[1].claimed = {today - day - 1h};
    facts.links.erase(facts.links.begin());
    EXPECT_THAT(what_of(check_people(facts), "claim-links"), SizeIs(0));
}

TEST(DoctorOfPeople, SaysWhatItCouldNotSee) {
    PeopleFacts facts;
    facts.unseen = "their folder is closed";
    EXPECT_EQ(grade_of(check_people(facts), "logins"), Grade::unknown);
}

}  // namespace
}  // namespace paraat::cli
